import type { Run } from '../experiments/run-list';
import type { RecordFile } from '../records/record-file';
import type { RecordStore } from './record-store';

/** Copies the records of these runs both ways, so that the folder and Redis have all that either has. */
export async function exchangeRecords(
  runs: readonly Run[],
  file: RecordFile,
  store: RecordStore,
): Promise<void> {
  const recorded = new Map(file.records.map((record) => [record.id, record]));
  const ids = runs.map((run) => run.id);
  await store.addAll(ids.flatMap((id) => recorded.get(id) ?? []));
  for await (const record of store.find(ids.filter((id) => !recorded.has(id)))) file.append(record);
}
