import { findExperiment } from '../experiments';
import type { Provenance, RunRecord } from '../records/record';
import { findPreset, type PlannedRun } from './plan';

/**
 * Checks that runs of an analysis that was fixed in advance can count, which takes records of one commit without changes.
 *
 * @returns a warning if there can be no verdict on runs of these sources, undefined if there can.
 * @throws Error if there are records of another source to be mixed with.
 */
export function checkOneSource(
  runs: readonly PlannedRun[],
  records: readonly RunRecord[],
  source: Pick<Provenance, 'commit' | 'dirty'>,
): string | undefined {
  const fixed = runs.find(({ experiment, preset }) => {
    const declaration = findExperiment(experiment);
    return declaration.confirmation && !findPreset(declaration, preset).hidden;
  });
  if (!fixed) return undefined;
  const { experiment } = fixed;
  const others = records.filter(
    ({ experiment: name, preset, provenance: { commit, dirty } }) =>
      name === experiment && preset === fixed.preset && (commit !== source.commit || dirty !== source.dirty),
  );
  const [other] = others;
  if (other) {
    throw new Error(
      `run: ${experiment} was fixed in advance and gives no verdict on runs of several sources; ${others.length} of its ` +
        `runs are of ${describe(other.provenance)}, and this is ${describe(source)}. Go on in a checkout of that, built ` +
        'there, or start anew in another folder (--out).',
    );
  }
  if (source.commit !== null && !source.dirty) return undefined;
  return (
    `${experiment} was fixed in advance and gives no verdict on runs of ${describe(source)}: commit the changes, or use a ` +
    'clone of the repository.'
  );
}

function describe({ commit, dirty }: Pick<Provenance, 'commit' | 'dirty'>): string {
  if (commit === null) return 'an unknown commit';
  return `commit ${commit.slice(0, 12)}${dirty ? ' with changes' : ''}`;
}
