import { describe, expect, it } from 'vitest';
import { experiments } from '../../benchmark/src/experiments';
import {
  type Comparison,
  comparisonsIn,
  contradictions,
  type Mean,
  meanOf,
  type Run,
  readRuns,
  readSections,
  runsOf,
  type Section,
} from '../results/records';
import { experimentReports, overview } from '../results/report';

const runs = readRuns();
const sections = readSections();

describe('the report', () => {
  it('is what its records say', () => {
    expect(contradictions(sections, runs)).toEqual([]);
  });

  it('is of arms that are declared today, whatever they were called', () => {
    const declared = new Map(experiments.map(({ name, arms }) => [name, arms]));
    const unknown = runs.filter(({ experiment, arm }) => !declared.get(experiment)?.[arm]);
    expect(unknown.map(({ experiment, arm }) => `${experiment} ${arm}`)).toEqual([]);
  });

  it('is not if one value of one record is another, or one is gone', () => {
    const number = runs.findIndex(({ arm, seed }) => arm === 'none-lr-0.15-steps-300' && seed === 210);
    const planted: Run = { ...runs[number]!, metrics: { ...runs[number]!.metrics } };
    planted.metrics['accuracy']! += 1e-6;
    expect(
      contradictions(
        sections,
        runs.map((run, i) => (i === number ? planted : run)),
      ).join('\n'),
    ).toMatch(
      /^two-scale-one-shot-confirmation \(full\), accuracy of none-lr-0\.15-steps-300: the report has 0\.6103125 ± /m,
    );
    expect(
      contradictions(
        sections,
        runs.filter((_, i) => i !== number),
      ).join('\n'),
    ).toContain('NaN');
  });
});

/** The two-sided p-value of a paired t-test, by Simpson's rule: with t = sqrt(f) tan(x), the density is that of cos(x)^(f - 1). */
function tTest({ mean, standardError }: Mean, n: number): number {
  const freedom = n - 1;
  const integral = (from: number, to: number, count = 400) => {
    const width = (to - from) / count;
    let sum = 0;
    for (let i = 0; i <= count; i++) {
      const weight = i === 0 || i === count ? 1 : i % 2 === 0 ? 2 : 4;
      sum += weight * Math.max(0, Math.cos(from + i * width)) ** (freedom - 1);
    }
    return (sum * width) / 3;
  };
  const start = Math.atan(Math.abs(mean / standardError!) / Math.sqrt(freedom));
  return integral(start, Math.PI / 2) / integral(0, Math.PI / 2);
}

interface Computed extends Mean {
  /** Of a difference. */
  p?: number;
}

/** Everything of the form mean ± standard error that a section's runs give: of arms over shown seeds, and of pairs. */
function computedOf(section: Section): Computed[] {
  const byRun = new Map(runsOf(section, runs).map((run) => [`${run.arm} ${run.seed}`, run]));
  const metricOf = (arm: string, seed: number, metric: string) =>
    byRun.get(`${arm} ${seed}`)!.metrics[metric]!;
  const means = section.arms.flatMap(({ arm, n, metrics }) =>
    Object.keys(metrics).map((metric) =>
      meanOf(section.seeds.slice(0, n).map((seed) => metricOf(arm, seed, metric))),
    ),
  );
  const differences = comparisonsIn(section).flatMap((comparison: Comparison) => {
    const { arm, base, metric, differences: pairs } = comparison;
    const [a, b] = [arm, base].map((name) => pairs.map(({ seed }) => metricOf(name, seed, metric)));
    const difference = meanOf(a!.map((value, i) => value - b![i]!));
    // Tables name both means as well.
    return [{ ...difference, p: tTest(difference, pairs.length) }, meanOf(a!), meanOf(b!)];
  });
  return [...means, ...differences];
}

/** Whether a number is one that is written so, in as many digits. */
function isWritten(text: string, value: number | undefined | null): boolean {
  if (value === undefined || value === null) return false;
  const number = text.replace('−', '-');
  const [mantissa, exponent] = number.split('e');
  const digits = mantissa!.split('.')[1]?.length ?? 0;
  return Math.abs(value - Number(number)) <= 0.500001 * 10 ** (Number(exponent ?? 0) - digits);
}

/** The figures of a text, each as mean, standard error and, where there is one, p-value: behind it, or in the next column but one. */
const figuresOf = (text: string) => [
  ...text.matchAll(
    /([+−]?\d+\.\d+) ± (\d+\.\d+(?:e-\d+)?)(?:(?:, p | \| [+−][\d.]+ to [+−][\d.]+ \| )([\d.]+(?:e-\d+)?))?/g,
  ),
];

/** Figures of a text that no runs give. */
const foreign = (text: string, computed: readonly Computed[]) =>
  figuresOf(text)
    .filter(
      ([, mean, error, p]) =>
        !computed.some(
          (one) =>
            isWritten(mean!, one.mean) &&
            isWritten(error!, one.standardError) &&
            (p === undefined || isWritten(p, one.p)),
        ),
    )
    .map(([figure]) => figure);

describe('every mean, difference, standard error and p-value of the pages is computed from the records', () => {
  const computed = new Map<string, Computed[]>();
  for (const section of sections) {
    const { experiment } = section;
    computed.set(experiment, [...(computed.get(experiment) ?? []), ...computedOf(section)]);
  }
  /** A page without the rows of the reference, which was run elsewhere. */
  const ours = (markdown: string) => markdown.replaceAll(/^\| \*reference\*.*$/gm, '');

  it.each(experimentReports())('on /results/$experiment', ({ experiment, markdown }) => {
    const text = ours(markdown);
    expect(figuresOf(text).length).toBeGreaterThan(20);
    expect(foreign(text, computed.get(experiment)!)).toEqual([]);
  });

  it('on /results/, row by row', () => {
    const rows = overview()
      .split('\n')
      .filter((row) => row.startsWith('| `'));
    expect(rows.length).toBeGreaterThan(10);
    for (const row of rows) {
      expect(figuresOf(row)).toHaveLength(2);
      expect(foreign(row, computed.get(/`([^`]+)`/.exec(row)![1]!)!)).toEqual([]);
    }
  });

  it('and one that is not is found', () => {
    const values = computed.get('two-scale')!;
    expect(foreign('+0.024 ± 0.006, p 8.3e-4', values)).toEqual([]);
    expect(foreign('+0.025 ± 0.006, p 8.3e-4', values)).toHaveLength(1);
    expect(foreign('+0.024 ± 0.006, p 8.4e-4', values)).toHaveLength(1);
  });
});
