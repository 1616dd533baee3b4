import type { Confirmation, Experiment, FamilyComparison } from '../experiments/experiment';
import { parseSeeds } from '../experiments/seeds';
import type { RunRecord } from '../records/record';
import type { PlannedRun } from '../runner/plan';
import { holm } from '../statistics/holm';
import { summarize } from '../statistics/summary';
import { type Comparison, compareArms, type RecordsByArm } from './compare-arms';
import { bestOf } from './treatments';

/** The outcome of an analysis that was fixed before its first run. */
export interface Confirmed {
  plan: string;
  choose: string;
  test: string;
  /** The arm chosen for each family, and among how many; none before all runs to choose from are recorded. */
  chosen: { family: string; arm: string; tried: number }[];
  /** Runs still to be made before the chosen arms are compared; nothing is compared before. */
  pending: { arms: string[]; seeds: string; runs: number } | undefined;
  /** Why there can be no verdict: the runs do not come from one build of one commit. */
  unsound: string | undefined;
  primary: FamilyResult | undefined;
  verdict: Verdict | undefined;
  secondary: FamilyResult[];
  /** The primary comparison with the halves of the seeds that all arms have exchanged. */
  exchanged: FamilyResult | undefined;
}

/** `small`: there is an effect, and it is below what the plan calls worthwhile. */
export type Verdict = 'confirmed' | 'small' | 'harmful' | 'refuted' | 'undecided';

export interface FamilyResult extends FamilyComparison {
  comparison: Comparison;
  /** Of the two arms, over the seeds that are compared. */
  means: [arm: number, base: number];
  /** The t-test's p-value corrected by Holm's method over the secondary comparisons. */
  holmP: number | null;
}

type Seeds = readonly number[];

/** Undefined where the experiment declares no confirmation, or the planned runs are not the ones it is about. */
export function confirm(
  experiment: Experiment,
  runs: readonly PlannedRun[],
  records: RecordsByArm,
): Confirmed | undefined {
  const { confirmation } = experiment;
  if (!confirmation) return undefined;
  const { plan, families, primary, secondary } = confirmation;
  const [choose, test] = [parseSeeds(confirmation.choose), parseSeeds(confirmation.test)];
  const members = [...new Set(Object.values(families).flat())];
  if (lacking(runs, members, choose) > 0) return undefined;

  const recorded = [...records.values()].flat();
  const unsound = flawOf(recorded);
  const outcome = { plan, choose: confirmation.choose, test: confirmation.test, unsound };
  const nothing = { primary: undefined, verdict: undefined, secondary: [], exchanged: undefined };
  const toChoose = lacking(recorded, members, choose);
  if (toChoose > 0) {
    const pending = { arms: members, seeds: confirmation.choose, runs: toChoose };
    return { ...outcome, chosen: [], pending, ...nothing };
  }
  const best = chooseArms(experiment, families, records, choose);
  const chosen = Object.entries(families).map(([family, arms]) => ({
    family,
    arm: best.get(family)!,
    tried: arms.length,
  }));
  const arms = [...new Set(best.values())];
  const toTest = lacking(recorded, arms, test);
  if (toTest > 0) {
    return { ...outcome, chosen, pending: { arms, seeds: confirmation.test, runs: toTest }, ...nothing };
  }

  const metric = experiment.metrics[0].name;
  const compare = (pair: FamilyComparison, by: ReadonlyMap<string, string>, seeds: Seeds): FamilyResult => {
    const [arm, base] = [by.get(pair.family)!, by.get(pair.base)!];
    const compared = onSeeds(records, seeds);
    const mean = (name: string) => summarize(compared.get(name)!.map((one) => one.metrics[metric]!)).mean;
    return {
      ...pair,
      comparison: compareArms(compared, { arm, base, metric })!,
      means: [mean(arm), mean(base)],
      holmP: null,
    };
  };
  const further = secondary.map((pair) => compare(pair, best, test));
  const corrected = holm(further.map(({ comparison }) => comparison.tTestP ?? 1));
  const others = test.filter((seed) => lacking(runs, members, [seed]) === 0);
  const decisive = compare(primary, best, test);
  return {
    ...outcome,
    chosen,
    pending: undefined,
    primary: decisive,
    verdict: unsound ? undefined : verdictOf(decisive.comparison, confirmation.worthwhile),
    secondary: further.map((result, index) => ({ ...result, holmP: corrected[index]! })),
    exchanged:
      others.length > 0 && lacking(recorded, members, others) === 0
        ? compare(primary, chooseArms(experiment, families, records, others), choose)
        : undefined,
  };
}

/** Undefined where all runs come from one known commit without changes. */
function flawOf(records: readonly RunRecord[]): string | undefined {
  const sources = new Map<string, number>();
  for (const { provenance } of records) {
    const { commit, dirty } = provenance;
    const source = commit === null ? 'an unknown commit' : `commit ${commit.slice(0, 12)}`;
    const name = dirty ? `${source} with changes` : source;
    sources.set(name, (sources.get(name) ?? 0) + 1);
  }
  const isOne =
    sources.size === 1 && records.every(({ provenance: { commit, dirty } }) => commit !== null && !dirty);
  if (isOne || records.length === 0) return undefined;
  const counts = [...sources].map(([source, runs]) => `${runs} of ${source}`);
  return (
    `No verdict: all runs must come from one commit without changes, and there are ${counts.join(', ')}. Remove the records of ` +
    'all sources but one, and make those runs again from a checkout of it.'
  );
}

function verdictOf({ difference, tTestP, interval }: Comparison, worthwhile: number): Verdict {
  const significant = tTestP !== null && tTestP < 0.05;
  const below = interval !== null && interval[1] < worthwhile;
  if (significant && difference < 0) return 'harmful';
  if (significant) return below ? 'small' : 'confirmed';
  return below ? 'refuted' : 'undecided';
}

/** How many of the arms' runs with these seeds are not among the given ones. */
function lacking(runs: readonly { arm: string; seed: number }[], arms: readonly string[], seeds: Seeds) {
  const wanted = new Set(arms.flatMap((arm) => seeds.map((seed) => `${seed} ${arm}`)));
  for (const { arm, seed } of runs) wanted.delete(`${seed} ${arm}`);
  return wanted.size;
}

/** Of each family the arm with the best mean of the first metric over the seeds, the first where several tie. */
function chooseArms(
  experiment: Experiment,
  families: Confirmation['families'],
  records: RecordsByArm,
  seeds: Seeds,
): ReadonlyMap<string, string> {
  const metric = experiment.metrics[0];
  const some = onSeeds(records, seeds);
  return new Map(
    Object.entries(families).map(([family, arms]) => {
      const means = arms.map((arm) => {
        const summary = summarize(some.get(arm)!.map((record) => record.metrics[metric.name]!));
        return { arm, metrics: { [metric.name]: summary } };
      });
      return [family, bestOf(means, metric).arm];
    }),
  );
}

function onSeeds(records: RecordsByArm, seeds: Seeds): RecordsByArm {
  const wanted = new Set(seeds);
  const filter = (own: readonly RunRecord[]) => own.filter(({ seed }) => wanted.has(seed));
  return new Map([...records].map(([arm, own]) => [arm, filter(own)]));
}
