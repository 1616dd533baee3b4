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

type Compared = Comparison & { interval: [number, number]; tTestP: number };

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

function rowOf(section: Chosen): ForestRow | undefined {
  const { experiment, title, exploratory, confirmed, tuned } = section;
  const row = (treatment: string, plan: string, all: [string, Compared][]): ForestRow => {
    // Where plain training is the best without masks, it stands there once.
    const bases = all.filter(([base], i) => all.findIndex(([other]) => other === base) === i);
    const masks = treatmentInWords(treatment);
    return {
      experiment,
      title,
      plan,
      metric: metrics[all[0]![1].metric] ?? all[0]![1].metric,
      differences: bases.map(([base, comparison]) => differenceTo(base, comparison)),
      reading: `${masks[0]!.toUpperCase()}${masks.slice(1)}: ${bases.map(reads).join(', ')}.`,
    };
  };
  if (confirmed) {
    const { primary, secondary, verdict } = confirmed;
    // Others ask something else than whether masks beat plain training.
    if (!verdict || primary?.base !== 'none') return undefined;
    const { arms } = experiments.find(({ name }) => name === experiment)!;
    const others = [primary, ...secondary].filter(
      ({ family, comparison }) => family === primary.family && !arms[comparison.base]!.backdrop,
    );
    const strongest = others.reduce((a, b) => (a.means[1] >= b.means[1] ? a : b));
    return row(primary.family, 'pre-registered', [
      [primary.base, primary.comparison],
      [strongest.base, strongest.comparison],
    ]);
  }
  if (!tuned) return undefined;
  const { treatment } = tuned.treatments.find(({ arm }) => arm === tuned.best)!;
  const others = tuned.treatments.filter(({ backdrop, comparison }) => !backdrop && comparison);
  // They differ from the same masks by the least where they are the best.
  const strongest = others.reduce((a, b) => (a.comparison!.difference <= b.comparison!.difference ? a : b));
  return row(
    treatment,
    exploratory ? 'exploratory' : 'best against best',
    [others[0]!, strongest].map((other) => [other.treatment, other.comparison!]),
  );
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

/** A row for each experiment, by its largest preset, in the order of the report. */
export function forest(sections = readSections() as Chosen[]): ForestRow[] {
  const largest = new Map<string, Chosen>();
  const size = ({ arms }: Section) => arms.reduce((sum, { n }) => sum + n, 0);
  for (const section of sections) {
    const other = largest.get(section.experiment);
    if (!other || size(other) < size(section)) largest.set(section.experiment, section);
  }
  return [...largest.values()].flatMap((section) => rowOf(section) ?? []);
}
