import { experiments } from '../experiments';
import type { Experiment } from '../experiments/experiment';
import { listRuns, type Run, type Selection } from '../experiments/run-list';
import { formatSeeds } from '../experiments/seeds';
import type { Provenance, RunRecord } from '../records/record';
import { type ExperimentSummary, summarizeExperiment } from './summarize';

/** A preset of an experiment on one backend: what a report has a chapter for. */
export interface Section {
  experiment: Experiment;
  summary: ExperimentSummary;
  /** The records that count, and their seeds. */
  records: RunRecord[];
  seeds: number[];
  /** Fingerprint of the data, where it is neither generated nor bundled. */
  data?: string;
  /** A run of the first seed, to draw its data. */
  sample: Run;
  /** The command that obtains the preset's records again, and the one for seeds that it does not have by itself. */
  command: string;
  furtherCommand?: string;
  origins: Origin[];
  /** The arms of which nets diverged. */
  diverged: { arm: string; diverged: number; runs: number }[];
}

/** What sets apart sections of the same preset. */
type Circumstance = Pick<Selection, 'backend' | 'data'>;

/** Where some of the records come from. */
export interface Origin extends Provenance {
  runs: number;
}

/**
 * A section for each experiment, preset, backend and data that was begun, or that the runs of other presets happen to
 * complete, in the order of the declarations. A record counts where its id is that of a run of the preset, or of the same arms
 * with further seeds that the preset was run with: records of settings that have changed since are left out.
 */
export function collectSections(records: readonly RunRecord[]): Section[] {
  return experiments.flatMap((experiment) => {
    const needsData = experiment.data !== undefined;
    const own = records.filter(
      ({ experiment: name, config }) => name === experiment.name && 'data' in config === needsData,
    );
    const ids = new Set(own.map((record) => record.id));
    const circumstances = distinct(own.map((record) => JSON.stringify(circumstanceOf(record)))).sort();
    return Object.keys(experiment.presets).flatMap((preset) =>
      circumstances.flatMap((text) => {
        const circumstance = JSON.parse(text) as Circumstance;
        const begun = own.some(
          (record) => record.preset === preset && JSON.stringify(circumstanceOf(record)) === text,
        );
        const complete = () => listRuns(experiment, preset, circumstance).every((run) => ids.has(run.id));
        return begun || complete() ? collectSection(experiment, preset, circumstance, own) : [];
      }),
    );
  });
}

function circumstanceOf({ config }: RunRecord): Circumstance {
  return { backend: String(config['backend']), ...('data' in config && { data: String(config['data']) }) };
}

function collectSection(
  experiment: Experiment,
  preset: string,
  circumstance: Circumstance,
  records: readonly RunRecord[],
): Section[] {
  const byId = new Map(records.map((record) => [record.id, record]));
  const listed = listRuns(experiment, preset, circumstance);
  const further = listRuns(experiment, preset, {
    ...circumstance,
    seeds: distinct(records.filter((record) => record.preset === preset).map((record) => record.seed)),
  });
  const ids = new Set(listed.map((run) => run.id));
  const seeds = new Set(listed.map((run) => run.seed));
  // A larger preset has more arms or seeds, which are no part of this one.
  const beyond = further.filter(
    ({ id, seed }) => !ids.has(id) && byId.has(id) && (!seeds.has(seed) || byId.get(id)!.preset === preset),
  );
  const runs: Run[] = [...listed, ...beyond];
  const counted = runs.flatMap((run) => byId.get(run.id) ?? []);
  const [sample] = runs.filter((run) => byId.has(run.id)).sort((a, b) => a.seed - b.seed);
  if (sample === undefined) return [];
  const summary = summarizeExperiment(experiment, preset, runs, counted);
  const command = presetCommand(experiment, summary);
  return [
    {
      experiment,
      summary,
      sample,
      records: counted,
      seeds: distinct(counted.map((record) => record.seed)).sort((a, b) => a - b),
      ...(circumstance.data && { data: circumstance.data }),
      command,
      ...(beyond.length > 0 && { furtherCommand: `${command} ${selectionOf(beyond)}` }),
      origins: collectOrigins(counted),
      diverged: countDiverged(runs, byId),
    },
  ];
}

/** The command that makes the runs of the summary's preset. */
function presetCommand(
  { name, data }: Experiment,
  { preset, backend }: Pick<ExperimentSummary, 'preset' | 'backend'>,
): string {
  return [
    `pnpm bench run ${name} --preset ${preset}`,
    ...(backend === 'wasm' ? [] : [`--backend ${backend}`]),
    ...(data ? ['--data-dir <folder>'] : []),
  ].join(' ');
}

/** The options of `run` that select these seeds and arms. */
function selectionOf(runs: readonly Run[]): string {
  const seeds = distinct(runs.map((run) => run.seed)).sort((a, b) => a - b);
  const arms = distinct(runs.map((run) => run.arm));
  return `--seeds ${formatSeeds(seeds).replaceAll(' ', '')} --arms ${arms.join(',')}`;
}

function collectOrigins(records: readonly RunRecord[]): Origin[] {
  const origins = new Map<string, Origin>();
  for (const { provenance } of records) {
    const key = JSON.stringify(provenance);
    origins.set(key, { ...provenance, runs: (origins.get(key)?.runs ?? 0) + 1 });
  }
  return [...origins.values()];
}

/** By the arms' names of today: a record may bear an older one. */
function countDiverged(runs: readonly Run[], byId: ReadonlyMap<string, RunRecord>): Section['diverged'] {
  const records = runs.flatMap(({ id, arm }) => {
    const record = byId.get(id);
    return record ? [{ arm, diverged: record.diverged }] : [];
  });
  return distinct(records.filter(({ diverged }) => diverged).map(({ arm }) => arm)).map((arm) => {
    const own = records.filter((record) => record.arm === arm);
    return { arm, diverged: own.filter(({ diverged }) => diverged).length, runs: own.length };
  });
}

function distinct<Value>(values: readonly Value[]): Value[] {
  return [...new Set(values)];
}
