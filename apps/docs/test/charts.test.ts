import { describe, expect, it } from 'vitest';
import { chartsOf, stacked, ticksOf } from '../results/charts';
import { type Chosen, contrastOf, largestOf } from '../results/forest';
import { armsOf, samplesOf } from '../results/page';
import { meanOf, readRecorded, readRuns, readSections, runsOf } from '../results/records';

const runs = readRuns();
const sections = readSections() as Chosen[];
const compared = largestOf(sections).flatMap((section) => {
  const contrast = contrastOf(section);
  return contrast ? [{ experiment: section.experiment, section, ...contrast }] : [];
});
/** The paths of a picture by their class, in order. */
const paths = (html: string, name: string) =>
  [...html.matchAll(new RegExp(`<path class="${name}" d="([^"]*)"`, 'g'))].map(([, path]) => path!);
/** The numbers of an axis, or beside a plane, in order. */
const marks = (html: string) =>
  [...html.matchAll(/>([+−]?[\d.]+)<\/span>/g)].map(([, text]) => Number(text!.replace('−', '-')));

it('every experiment that masks are compared in has its pairs, and its curves where runs were looked at on the way', () => {
  expect(compared.length).toBeGreaterThan(10);
  const withCurves = compared.filter(({ section }) => chartsOf(section, runs).includes('While training'));
  expect(compared.filter((one) => !withCurves.includes(one)).map(({ experiment }) => experiment)).toEqual([
    'two-scale-one-shot-confirmation',
    'two-scale-one-shot-rates',
  ]);
});

describe.each(compared)('the pictures of $experiment', ({ section, plan, bases }) => {
  const html = chartsOf(section, runs);
  const own = runsOf(section, runs);
  const metricOf = (arm: string, seed: number, metric: string) =>
    own.find((run) => run.arm === arm && run.seed === seed)!.metrics[metric]!;

  it('have a dot for each pair, and count what the records say', () => {
    const dots = paths(html, 'dots');
    expect(dots).toHaveLength(bases.length);
    for (const [i, [, { arm, base, metric, differences }]] of bases.entries()) {
      expect(dots[i]!.match(/h0/g)).toHaveLength(differences.length);
      const values = differences.map(
        ({ seed }) => metricOf(arm, seed, metric) - metricOf(base, seed, metric),
      );
      const higher = values.filter((value) => value > 1e-12).length;
      const lower = values.filter((value) => value < -1e-12).length;
      expect(html).toContain(`higher in ${higher} of ${values.length} pairs, lower in ${lower}`);
    }
  });

  it('say where arms were picked on the seeds that are shown', () => {
    expect(html.includes('Both arms were picked on these seeds')).toBe(plan !== 'pre-registered');
  });

  it('have the mean where it is on the axis', () => {
    const [, axis] = /<p class="axis"[^>]*>(.*?)<\/p>/.exec(html)!;
    const [low, high] = [marks(axis!)[0]!, marks(axis!).at(-1)!];
    for (const [i, path] of paths(html.split('</figure>')[0]!, 'mean').entries()) {
      const shown = low + (Number(/^M(-?\d+)/.exec(path)![1]) * (high - low)) / 1000;
      expect(Math.abs(shown - bases[i]![1].difference)).toBeLessThan((high - low) / 1000);
    }
  });

  it('have curves that end in the means of the records', () => {
    const figure = html.split('<figure class="curves">')[1];
    if (!figure) return expect(own[0]!.curve).toHaveLength(1);
    const [{ metric, differences, arm }] = bases.map(([, comparison]) => comparison) as [
      (typeof bases)[0][1],
    ];
    const arms = [arm, ...bases.map(([, comparison]) => comparison.base)];
    const levels = marks(`${/<span class="levels"[^>]*>(.*?)<\/span><\/div>/.exec(figure)![1]!}</span>`);
    const [low, high] = [levels[0]!, levels.at(-1)!];
    const means = paths(figure, 'mean');
    expect(means).toHaveLength(arms.length);
    for (const [i, path] of means.entries()) {
      const shown = high + (Number(/ (\d+)$/.exec(path)![1]) * (low - high)) / 1000;
      const { mean } = meanOf(differences.map(({ seed }) => metricOf(arms[i]!, seed, metric)));
      expect(Math.abs(shown - mean)).toBeLessThan((high - low) / 1000);
      expect(paths(figure, 'seeds')[i]!.match(/M/g)).toHaveLength(differences.length);
    }
  });
});

it('dots that would cover each other stand on top of each other', () => {
  expect(stacked([0, 0.001, 1, 0], [0, 1])).toEqual([
    [0, 0],
    [0, 1],
    [1000, 0],
    [0, 2],
  ]);
});

it.each([
  [[0, 1], [0, 0.5, 1], 1],
  [[-0.13, 0.29], [-0.2, 0, 0.2, 0.4], 1],
  [[0.91, 0.98], [0.9, 0.92, 0.94, 0.96, 0.98], 2],
  [[0, 0.004], [0, 0.001, 0.002, 0.003, 0.004], 3],
  [[0.5, 0.5], [0.5], 3],
] as const)('an axis of %o has marks at %o', (values, ticks, digits) => {
  expect(ticksOf(values)).toEqual({ ticks, digits });
});

it('every arm of every preset is in the table', () => {
  const all = armsOf(sections);
  expect(all).toHaveLength(sections.reduce((sum, { arms }) => sum + arms.length, 0));
  for (const { n, metrics } of all) {
    expect(n).toBeGreaterThan(0);
    expect(Object.keys(metrics).length).toBeGreaterThan(0);
  }
});

const report = readRecorded('report.html').toString();
/** The experiments of which the report shows images. */
const drawn = [...report.matchAll(/\(([\w-]+), seed \d/g)].map(([, experiment]) => experiment!);

it('experiments whose images the report shows have all of them', () => {
  expect(drawn.length).toBeGreaterThan(0);
  for (const { experiment } of largestOf(sections)) {
    const images = samplesOf({ experiment }).match(/<img /g)?.length ?? 0;
    if (!drawn.includes(experiment)) expect(images).toBe(0);
    else expect(images).toBeGreaterThan(1);
  }
});

it.each([
  ['another class', (html: string) => html.replaceAll('class="samples"', 'class="fields"')],
  ['another order of attributes', (html: string) => html.replaceAll('<img src', '<img alt="" src')],
  ['one image that is none', (html: string) => html.replace('data:image/png;', 'data:image/webp;')],
  ['no caption', (html: string) => html.replaceAll('figcaption>', 'p>')],
] as const)('images are not left out in silence: %s', (_, change) => {
  expect(() => samplesOf({ experiment: drawn[0]! }, change(report))).toThrow(
    `docs: report.html must show the images of ${drawn[0]} as page.ts reads them`,
  );
});
