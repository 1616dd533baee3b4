import type { Experiment, FamilyComparison, PreRegistration } from '../experiments/experiment';
import type { Run } from '../experiments/run-list';
import { parseSeeds } from '../experiments/seeds';
import { holm } from '../statistics/holm';
import { summarize } from '../statistics/summary';
import { type Choice, chooseArms, onSeeds } from './choose-arms';
import { type Comparison, compareArms, type RecordsByArm } from './compare-arms';
import { sourceOf } from './source-of';
import {
  type Equivalence,
  isShownPositive,
  liesWithin,
  testEquivalence,
  type Verdict,
  verdictOf,
} from './verdict';

/** The outcome of an analysis that was fixed before its first run. */
export interface Confirmed {
  plan: string;
  choose: string;
  test: string;
  /** How many of the runs that the plan asks for are recorded. */
  progress: { recorded: number; planned: number };
  /** The arm chosen for each family; none before all runs to choose from are recorded. */
  chosen: Choice[];
  /** Runs still to be made before the chosen arms are compared; nothing is compared before. */
  pending: { arms: string[]; seeds: string; runs: number } | undefined;
  /** The commit that all recorded runs come from. */
  commit: string | undefined;
  /** Why there can be no verdict: the runs do not come from one build of one commit. */
  unsound: string | undefined;
  primary: FamilyResult | undefined;
  verdict: Verdict | undefined;
  /** Only where the plan asks for it. */
  equivalence?: Equivalence;
  /** Where it does: the secondary comparison that must be positive for the primary one to be about a gain, and whether it is. */
  provided?: FamilyResult & { holds: boolean };
  /** Where the plan predicts none by another metric: the primary comparison by it, and whether its interval lies within the bound. */
  noEffect?: FamilyResult & { label: string; within: number; holds: boolean };
  secondary: FamilyResult[];
  /** The primary comparison by the experiment's other metrics. */
  besides: (FamilyResult & { label: string })[];
  /** The primary comparison with the halves of the seeds that all arms have exchanged. */
  exchanged: FamilyResult | undefined;
}

export interface FamilyResult extends FamilyComparison {
  comparison: Comparison;
  /** Of the two arms, over the seeds that are compared. */
  means: [arm: number, base: number];
  /** The t-test's p-value corrected by Holm's method over the secondary comparisons. */
  holmP: number | null;
}

type Seeds = readonly number[];

/**
 * Undefined where the experiment declares no pre-registration, or the runs are not the ones it is about. `grid` holds
 * the seeds that all arms are run on.
 */
export function confirm(
  experiment: Experiment,
  runs: readonly Run[],
  records: RecordsByArm,
  grid: ReadonlySet<number>,
): Confirmed | undefined {
  const { preRegistration } = experiment;
  if (!preRegistration) return undefined;
  const { plan, families } = preRegistration;
  const [choose, test] = [parseSeeds(preRegistration.choose), parseSeeds(preRegistration.test)];
  const members = [...new Set(Object.values(families).flat())];
  if (lacking(runs, members, choose) > 0) return undefined;

  const recorded = [...records.values()].flat();
  const toChoose = lacking(recorded, members, choose);
  const chosen = toChoose > 0 ? [] : chooseArms(experiment, families, records, choose);
  const arms = chosen.map(({ arm }) => arm);
  const named = recorded.filter(
    ({ arm, seed }) => grid.has(seed) || (arms.includes(arm) && test.includes(seed)),
  );
  const further = test.filter((seed) => !grid.has(seed));
  const outcome = {
    plan,
    choose: preRegistration.choose,
    test: preRegistration.test,
    progress: {
      recorded: named.length,
      planned: members.length * grid.size + Object.keys(families).length * further.length,
    },
    chosen,
    ...sourceOf(named),
  };
  const wait = (missing: readonly string[], seeds: string, count: number) => ({
    ...outcome,
    pending: { arms: [...missing], seeds, runs: count },
    ...nothing,
  });
  if (toChoose > 0) return wait(members, preRegistration.choose, toChoose);
  const toTest = lacking(recorded, arms, test);
  if (toTest > 0) return wait(arms, preRegistration.test, toTest);
  return {
    ...outcome,
    pending: undefined,
    ...decide(experiment, preRegistration, { records, grid, chosen, isSound: !outcome.unsound }),
  };
}

type Decided = Pick<
  Confirmed,
  'primary' | 'verdict' | 'equivalence' | 'provided' | 'noEffect' | 'secondary' | 'besides' | 'exchanged'
>;

/** What is told while runs are missing. */
const nothing: Decided = {
  primary: undefined,
  verdict: undefined,
  secondary: [],
  besides: [],
  exchanged: undefined,
};

interface Chosen {
  records: RecordsByArm;
  grid: ReadonlySet<number>;
  chosen: readonly Choice[];
  /** Whether the runs come from one build of one commit. */
  isSound: boolean;
}

/** Compares the chosen arms as the plan says; all runs that this takes are there. */
function decide(
  experiment: Experiment,
  { choose, test, families, primary, secondary, question, noEffect }: PreRegistration,
  { records, grid, chosen, isSound }: Chosen,
): Decided {
  const [first, ...otherMetrics] = experiment.metrics;
  const testSeeds = parseSeeds(test);
  const tested = onSeeds(records, testSeeds);
  const decisive = compareFamilies(primary, chosen, tested, first.name);
  const equivalence = testEquivalence(decisive.comparison, question);
  const explaining = secondary.map((pair) => compareFamilies(pair, chosen, tested, first.name));
  const corrected = holm(explaining.map(({ comparison }) => comparison.tTestP ?? 1));
  const explained = explaining.map((result, index) => ({ ...result, holmP: corrected[index]! }));
  const besides = otherMetrics.map(({ name, label }) => ({
    ...compareFamilies(primary, chosen, tested, name),
    label,
  }));
  const provided = 'equivalence' in question && find(explained, question.equivalence.provided);
  const none = noEffect && besides.find(({ comparison }) => comparison.metric === noEffect.metric)!;
  // The seeds to compare on that all arms have.
  const others = testSeeds.filter((seed) => grid.has(seed));
  const members = [...new Set(Object.values(families).flat())];
  const isComplete = others.length > 0 && lacking([...records.values()].flat(), members, others) === 0;
  return {
    primary: decisive,
    verdict: isSound ? verdictOf(decisive.comparison, question) : undefined,
    ...(equivalence && { equivalence }),
    ...(provided && {
      provided: { ...provided, holds: isShownPositive(provided.comparison.difference, provided.holmP) },
    }),
    ...(none && {
      noEffect: {
        ...none,
        within: noEffect.within,
        holds: liesWithin(none.comparison.interval, noEffect.within),
      },
    }),
    secondary: explained,
    besides,
    exchanged: isComplete
      ? compareFamilies(
          primary,
          chooseArms(experiment, families, records, others),
          onSeeds(records, parseSeeds(choose)),
          first.name,
        )
      : undefined,
  };
}

const find = (results: readonly FamilyResult[], { family, base }: FamilyComparison) =>
  results.find((one) => one.family === family && one.base === base)!;

/** The chosen arm of one family minus that of another. */
function compareFamilies(
  pair: FamilyComparison,
  chosen: readonly Choice[],
  records: RecordsByArm,
  metric: string,
): FamilyResult {
  const armOf = (name: string) => chosen.find(({ family }) => family === name)!.arm;
  const [arm, base] = [armOf(pair.family), armOf(pair.base)];
  const mean = (name: string) => summarize(records.get(name)!.map((one) => one.metrics[metric]!)).mean;
  return {
    ...pair,
    comparison: compareArms(records, { arm, base, metric })!,
    means: [mean(arm), mean(base)],
    holmP: null,
  };
}

/**
 * Who beats whom in the secondary comparisons: a positive difference and a corrected p below .05, if the primary difference
 * is shown to be positive as well; and who was not shown to.
 */
export function claims({ secondary, verdict }: Confirmed): { shown: FamilyResult[]; others: FamilyResult[] } {
  const positive = verdict === 'confirmed' || verdict === 'small';
  const isShown = ({ comparison, holmP }: FamilyResult) =>
    positive && isShownPositive(comparison.difference, holmP);
  return { shown: secondary.filter(isShown), others: secondary.filter((result) => !isShown(result)) };
}

/** The secondary comparisons beside a question of equivalence: which differences are shown, either way. */
export function differing({ secondary }: Confirmed): { shown: FamilyResult[]; others: FamilyResult[] } {
  const isShown = ({ holmP }: FamilyResult) => holmP !== null && holmP < 0.05;
  return { shown: secondary.filter(isShown), others: secondary.filter((result) => !isShown(result)) };
}

/** How many of the arms' runs with these seeds are not among the given ones. */
function lacking(runs: readonly { arm: string; seed: number }[], arms: readonly string[], seeds: Seeds) {
  const wanted = new Set(arms.flatMap((arm) => seeds.map((seed) => `${seed} ${arm}`)));
  for (const { arm, seed } of runs) wanted.delete(`${seed} ${arm}`);
  return wanted.size;
}
