import { fail } from '../check';
import { findExperiment } from '../experiments';
import { findPreset, listRuns, type Run } from '../experiments/run-list';
import { parseSeeds } from '../experiments/seeds';
import type { Provenance, RunRecord } from '../records/record';

type Source = Pick<Provenance, 'commit' | 'dirty'>;

/**
 * Checks that runs of an analysis that was fixed in advance can count, which takes records of one commit without changes.
 *
 * @returns a warning if there can be no verdict on runs of these sources, undefined if there can.
 * @throws Error if there are records of another source to be mixed with.
 */
export function checkOneSource(
  runs: readonly Run[],
  records: readonly RunRecord[],
  source: Source,
): string | undefined {
  const fixed = runs.find(({ experiment, preset }) => {
    const declaration = findExperiment(experiment);
    return declaration.preRegistration && !findPreset(declaration, preset).hidden;
  });
  if (!fixed) return undefined;
  const counted = idsOfPreRegistration(fixed);
  const others = records.filter(
    ({ id, provenance: { commit, dirty } }) =>
      counted.has(id) && (commit !== source.commit || dirty !== source.dirty),
  );
  const [other] = others;
  if (other) {
    const { commit, dirty } = other.provenance;
    const goOn =
      commit === null || dirty
        ? ''
        : `go on in a checkout of commit ${commit.slice(0, 12)}, built there, or `;
    fail(
      'run',
      `${fixed.experiment}, which was fixed in advance, must have runs of one source`,
      `${describe(source)}, and ${others.length} runs of others, the first of ${describe(other.provenance)}`,
      `${goOn}start anew in another folder (--out)`,
    );
  }
  if (source.commit !== null && !source.dirty) return undefined;
  return (
    `${fixed.experiment} was fixed in advance and gives no verdict on runs of ${describe(source)}: commit the changes, or use ` +
    'a clone of the repository.'
  );
}

/** Of the runs that the pre-registration can name: all arms, on the seeds of the preset and on those to compare on. */
function idsOfPreRegistration({ experiment, preset, config }: Run): Set<string> {
  const declaration = findExperiment(experiment);
  const { groups } = findPreset(declaration, preset);
  const seeds = [...groups.map((group) => group.seeds), declaration.preRegistration!.test].flatMap((seeds) =>
    parseSeeds(seeds),
  );
  const data = 'data' in config ? String(config['data']) : undefined;
  const selection = { backend: String(config['backend']), data, seeds: [...new Set(seeds)] };
  return new Set(listRuns(declaration, preset, selection).map(({ id }) => id));
}

function describe({ commit, dirty }: Source): string {
  if (commit === null) return 'an unknown commit';
  return `commit ${commit.slice(0, 12)}${dirty ? ' with changes' : ''}`;
}
