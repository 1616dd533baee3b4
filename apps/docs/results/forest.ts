// What every experiment found, in one picture: the best masks minus plain training, and minus the best of all without masks.
import { experiments } from '../../benchmark/src/experiments';
import { treatmentInWords } from './arm-names';
import { type Comparison, readSections, type Section } from './records';

interface Difference {
  /** What the masks are compared with, in words. */
  base: string;
  difference: number;
  /** Holds it in 95 of 100 cases. */
  interval: [number, number];
  n: number;
}

export interface ForestRow {
  experiment: string;
  title: string;
  /** How it was planned. */
  plan: string;
  metric: string;
  differences: Difference[];
  reading: string;
}

/** Of the arms that were chosen for two families. */
interface OfFamilies {
  family: string;
  base: string;
  means: [number, number];
  comparison: Compared;
}

export type Compared = Comparison & { interval: [number, number]; tTestP: number };

/** Of a section, what its choice of the best is told by. */
export interface Chosen extends Section {
  confirmed?: {
    /** Not before all runs of the plan are there, and not where they do not come from one build. */
    verdict?: string;
    primary?: OfFamilies;
    secondary: OfFamilies[];
  };
  tuned?: {
    best: string;
    treatments: { treatment: string; backdrop: boolean; arm: string; comparison?: Compared }[];
  };
}

const metrics: Record<string, string> = { accuracy: 'test accuracy', auc: 'test AUC' };

/** More digits than a page shows make its script longer. */
const rounded = (value: number) => Number(value.toFixed(5));

const differenceTo = (base: string, { difference, interval: [low, high], n }: Compared): Difference => ({
  base: treatmentInWords(base),
  difference: rounded(difference),
  interval: [rounded(low), rounded(high)],
  n,
});

/** What a difference says in words: nothing where 0 is in its interval, or the test does not tell it from 0. */
function reads([
  treatment,
  {
    difference,
    interval: [low, high],
    tTestP,
  },
]: [string, Compared]): string {
  const base = treatmentInWords(treatment);
  if (low * high <= 0 || tTestP >= 0.05) return `not told apart from ${base}`;
  return difference > 0 ? `better than ${base}` : `worse than ${base}`;
}

/** What stands for an experiment: its best masks against plain training, and against the best of all without masks. */
export interface Contrast {
  /** The masks, by their name. */
  treatment: string;
  plan: string;
  /** What they are compared with, by its name; once where plain training is the best without masks. */
  bases: [base: string, comparison: Compared][];
}

/** Nothing where a section asks something else than whether masks beat plain training. */
export function contrastOf({ experiment, exploratory, confirmed, tuned }: Chosen): Contrast | undefined {
  const once = (all: [string, Compared][]) =>
    all.filter(([base], i) => all.findIndex(([other]) => other === base) === i);
  if (confirmed) {
    const { primary, secondary, verdict } = confirmed;
    if (!verdict || primary?.base !== 'none') return undefined;
    const { arms } = experiments.find(({ name }) => name === experiment)!;
    const others = [primary, ...secondary].filter(
      ({ family, comparison }) => family === primary.family && !arms[comparison.base]!.backdrop,
    );
    const strongest = others.reduce((a, b) => (a.means[1] >= b.means[1] ? a : b));
    return {
      treatment: primary.family,
      plan: 'pre-registered',
      bases: once([
        [primary.base, primary.comparison],
        [strongest.base, strongest.comparison],
      ]),
    };
  }
  if (!tuned) return undefined;
  const { treatment } = tuned.treatments.find(({ arm }) => arm === tuned.best)!;
  const others = tuned.treatments.filter(({ backdrop, comparison }) => !backdrop && comparison);
  // They differ from the same masks by the least where they are the best.
  const strongest = others.reduce((a, b) => (a.comparison!.difference <= b.comparison!.difference ? a : b));
  return {
    treatment,
    plan: exploratory ? 'exploratory' : 'best against best',
    bases: once([others[0]!, strongest].map((other) => [other.treatment, other.comparison!])),
  };
}

export const metricInWords = ({ metric }: Pick<Compared, 'metric'>) => metrics[metric] ?? metric;

/** In words, at the beginning of a sentence. */
export const capitalized = (words: string) => `${words[0]!.toUpperCase()}${words.slice(1)}`;

function rowOf(section: Chosen): ForestRow | undefined {
  const contrast = contrastOf(section);
  if (!contrast) return undefined;
  const { treatment, plan, bases } = contrast;
  return {
    experiment: section.experiment,
    title: section.title,
    plan,
    metric: metricInWords(bases[0]![1]),
    differences: bases.map(([base, comparison]) => differenceTo(base, comparison)),
    reading: `${capitalized(treatmentInWords(treatment))}: ${bases.map(reads).join(', ')}.`,
  };
}

/** The treatments that the tables of a section compare, by their names there, each in words. */
export function treatmentsOf({ confirmed, tuned }: Chosen): [name: string, words: string][] {
  const names = confirmed
    ? [...(confirmed.primary ? [confirmed.primary] : []), ...confirmed.secondary].flatMap(
        ({ family, base }) => [family, base],
      )
    : (tuned?.treatments ?? []).map(({ treatment }) => treatment);
  return [...new Set(names)]
    .map((name): [string, string] => [name, treatmentInWords(name)])
    .filter(([name, words]) => words !== name);
}

/** Where the axis begins and ends, in tenths, so that all intervals and zero lie on it. */
export function axisOf(rows: readonly ForestRow[]): [number, number] {
  const ends = rows.flatMap(({ differences }) => differences.flatMap(({ interval }) => interval));
  const tenths = (value: number) => Number((value / 10).toFixed(1));
  return [tenths(Math.floor(10 * Math.min(-0.1, ...ends))), tenths(Math.ceil(10 * Math.max(0.1, ...ends)))];
}

/** Of each experiment its largest preset, in the order of the report. */
export function largestOf(sections: readonly Chosen[]): Chosen[] {
  const largest = new Map<string, Chosen>();
  const size = ({ arms }: Section) => arms.reduce((sum, { n }) => sum + n, 0);
  for (const section of sections) {
    const other = largest.get(section.experiment);
    if (!other || size(other) < size(section)) largest.set(section.experiment, section);
  }
  return [...largest.values()];
}

/** A row for each experiment. */
export const forest = (sections = readSections() as Chosen[]): ForestRow[] =>
  largestOf(sections).flatMap((section) => rowOf(section) ?? []);
