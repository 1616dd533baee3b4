// The pictures of an experiment's page, drawn when the site is built: every pair of runs, and how they learned.
import { treatmentInWords } from './arm-names';
import { type Chosen, type Compared, type Contrast, capitalized, contrastOf, metricInWords } from './forest';
import { type Run, runsOf } from './records';

const signed = (value: number, digits: number) =>
  `${value < 0 ? '−' : '+'}${Math.abs(value).toFixed(digits)}`;

/** Where marks stand on an axis that holds all values: steps of 1, 2 or 5 times a power of ten, three to seven of them. */
export function ticksOf(values: readonly number[]): { ticks: number[]; digits: number } {
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const rough = (high - low || 0.01) / 4;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = power * ([1, 2, 5].find((factor) => factor * power >= rough) ?? 10);
  const [first, last] = [Math.floor(low / step), Math.ceil(high / step)];
  const digits = Math.max(0, -Math.floor(Math.log10(step) + 1e-9));
  return {
    ticks: Array.from({ length: last - first + 1 }, (_, i) => Number(((first + i) * step).toFixed(digits))),
    digits,
  };
}

/** A position as a whole number of thousandths, so that paths are short. */
const at = (value: number, [from, to]: readonly [number, number]) =>
  Math.round((1000 * (value - from)) / (to - from));

/** An axis below a picture, in percent of its width. */
const axis = (marks: readonly (readonly [thousandths: number, text: string])[]) =>
  `<p class="axis" aria-hidden="true">${marks
    .map(([position, text]) => `<span style="left:${position / 10}%">${text}</span>`)
    .join('')}</p>`;

/** Dots of one row of a dot plot, those that would cover each other on top of each other. */
export function stacked(
  values: readonly number[],
  range: readonly [number, number],
): [x: number, level: number][] {
  const columns = 60;
  const levels = new Map<number, number>();
  return values.map((value) => {
    const column = Math.round((at(value, range) * columns) / 1000);
    const level = levels.get(column) ?? 0;
    levels.set(column, level + 1);
    return [Math.round((1000 * column) / columns), level];
  });
}

/** What intervals leave out where arms were chosen by the runs that are shown. */
const selected =
  ' Both arms were picked on these seeds, which flatters the side with more settings; the interval leaves that out.';

/** One dot for each pair of runs of the same seed. */
function pairs({ treatment, plan, bases }: Contrast): string {
  const all = bases.flatMap(([, { differences }]) => differences.map(({ difference }) => difference));
  const { ticks, digits } = ticksOf([0, ...all]);
  const range = [ticks[0]!, ticks.at(-1)!] as const;
  const rows = bases.map(([base, { differences, difference, interval }], i) => {
    const values = differences.map((pair) => pair.difference);
    const dots = stacked(values, range);
    const height = 10 * (1 + Math.max(...dots.map(([, level]) => level))) + 14;
    const count = (sign: number) => values.filter((value) => Math.sign(value) === sign).length;
    const equal = count(0) > 0 ? `, ${count(0)} equal` : '';
    const told = `minus ${treatmentInWords(base)}: higher in ${count(1)} of ${values.length} pairs, lower in ${count(-1)}${equal}`;
    const mark = (value: number) => at(value, range);
    return [
      `<p>${told}</p>`,
      `<svg class="${i === 0 ? 'kept' : 'other'}" viewBox="0 0 1000 ${height}" preserveAspectRatio="none" style="height:${height}px" aria-hidden="true">`,
      `<path class="zero" d="M${mark(0)} 0V${height}"/>`,
      `<path class="dots" d="${dots.map(([x, level]) => `M${x} ${height - 19 - 10 * level}h0`).join('')}"/>`,
      `<path class="interval" d="M${mark(interval[0])} ${height - 5}H${mark(interval[1])}"/>`,
      `<path class="mean" d="M${mark(difference)} ${height - 5}h0"/></svg>`,
    ].join('');
  });
  const marks = ticks.map((tick) => [at(tick, range), tick === 0 ? '0' : signed(tick, digits)] as const);
  const metric = metricInWords(bases[0]![1]);
  return `<figure class="pairs">${rows.join('')}${axis(marks)}<figcaption>${capitalized(treatmentInWords(treatment))}: difference of ${metric} in each pair of runs with the same seed. Right of the line masks did better. Below the dots, the mean and its 95 % interval.${plan === 'pre-registered' ? '' : selected}</figcaption></figure>`;
}

/** A panel for each arm: its seeds as thin lines, their mean as a thick one. Nothing where runs were looked at when they ended only. */
function curves(
  arms: readonly (readonly [words: string, arm: string, look: string])[],
  { metric, differences }: Compared,
  runs: readonly Run[],
): string {
  const seeds = new Set(differences.map(({ seed }) => seed));
  const lines = arms.map(([, arm]) =>
    runs
      .filter((run) => run.arm === arm && seeds.has(run.seed))
      .map(({ curve }) => curve.map((point) => [point.step, point[metric]!] as const)),
  );
  const points = lines.flat(2);
  if (!lines.every((own) => own.length > 0 && own.every((line) => line.length > 2))) return '';
  const { ticks, digits } = ticksOf(points.map(([, value]) => value));
  const y = [ticks.at(-1)!, ticks[0]!] as const;
  const x = [0, Math.max(...points.map(([step]) => step))] as const;
  const path = (line: readonly (readonly [number, number])[]) =>
    line.map(([step, value], i) => `${i === 0 ? 'M' : 'L'}${at(step, x)} ${at(value, y)}`).join('');
  const panels = arms.map(([words, , look], i) => {
    const own = lines[i]!;
    const mean = own[0]!.map(([step], j) => {
      const values = own.flatMap((line) => line[j]?.[1] ?? []);
      return [step, values.reduce((sum, value) => sum + value, 0) / values.length] as const;
    });
    const grid = ticks.map((tick) => `M0 ${at(tick, y)}H1000`).join('');
    const labels = ticks.map(
      (tick) => `<span style="top:${at(tick, y) / 10}%">${tick.toFixed(digits)}</span>`,
    );
    return [
      `<div><p>${words}</p><div class="plane"><svg class="${look}" viewBox="0 0 1000 1000" preserveAspectRatio="none" aria-hidden="true">`,
      `<path class="grid" d="${grid}"/><path class="seeds" d="${own.map(path).join('')}"/><path class="mean" d="${path(mean)}"/></svg>`,
      `<span class="levels" aria-hidden="true">${labels.join('')}</span></div>`,
      `${axis([
        [0, '0'],
        [1000, `${x[1]} steps`],
      ])}</div>`,
    ].join('');
  });
  return `<figure class="curves"><div class="panels">${panels.join('')}</div><figcaption>${capitalized(metricInWords({ metric }))} while training: one thin line for each of ${seeds.size} seeds, and their mean.</figcaption></figure>`;
}

/** The pictures of a section, as HTML; nothing where no single comparison stands for it. */
export function chartsOf(section: Chosen, runs: readonly Run[]): string {
  const contrast = contrastOf(section);
  if (!contrast) return '';
  const { treatment, bases } = contrast;
  const arms = [
    [treatmentInWords(treatment), bases[0]![1].arm, 'kept'],
    ...bases.map(([base, comparison]) => [treatmentInWords(base), comparison.base, 'other'] as const),
  ] as const;
  const learned = curves(arms, bases[0]![1], runsOf(section, runs));
  return ['## Pair by pair', pairs(contrast), ...(learned ? ['## While training', learned] : [])].join(
    '\n\n',
  );
}
