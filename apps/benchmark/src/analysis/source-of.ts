import type { RunRecord } from '../records/record';

/** The one commit that the records come from, without changes, or why it is not one. */
export function sourceOf(records: readonly RunRecord[]): {
  commit: string | undefined;
  unsound: string | undefined;
} {
  const sources = new Map<string, number>();
  for (const { provenance } of records) {
    const { commit, dirty } = provenance;
    const source = commit === null ? 'an unknown commit' : `commit ${commit.slice(0, 12)}`;
    const name = dirty ? `${source} with changes` : source;
    sources.set(name, (sources.get(name) ?? 0) + 1);
  }
  const commit = records[0]?.provenance.commit?.slice(0, 12);
  const isSound = records.every(({ provenance: { commit, dirty } }) => commit !== null && !dirty);
  if (sources.size <= 1 && isSound) return { commit, unsound: undefined };
  const counts = [...sources].map(([source, runs]) => `${runs} of ${source}`);
  return {
    commit: undefined,
    unsound:
      `No verdict: all runs must come from one commit without changes, and there are ${counts.join(', ')}. Keep the records of ` +
      'one commit without changes, remove the others, and make their runs again from a checkout of it.',
  };
}
