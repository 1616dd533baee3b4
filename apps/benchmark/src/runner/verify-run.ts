import { fail } from '../check';
import { findExperiment } from '../experiments';
import { listRuns, type Run } from '../experiments/run-list';
import { canonicalJson } from '../records/canonical-json';

/**
 * The same run as this checkout's own experiments and data give it, to check one that was listed elsewhere.
 *
 * @param data - the fingerprint of the experiment's data here.
 * @throws RangeError when that gives another run, naming the settings that differ, or none at all.
 */
export function verifyRun({ id, experiment, preset, arm, seed, config }: Run, data: string | undefined): Run {
  const selection = { backend: String(config['backend']), data, seeds: [seed], arms: [arm] };
  const [own] = listRuns(findExperiment(experiment), preset, selection);
  if (own!.id === id) return own!;
  const names = [...new Set([...Object.keys(config), ...Object.keys(own!.config)])].sort();
  const show = (value: unknown) => (value === undefined ? 'none' : canonicalJson(value));
  const differences = names
    .map((name) => ({ name, theirs: show(config[name]), ours: show(own!.config[name]) }))
    .filter(({ theirs, ours }) => theirs !== ours)
    .map(({ name, theirs, ours }) => `${name} ${theirs}, here ${ours}`);
  const constraint = `${experiment}, arm ${arm}, seed ${seed} must have the settings of this checkout`;
  return fail('verifyRun', constraint, differences.join('; ') || `the id ${id}`, '', { kind: RangeError });
}
