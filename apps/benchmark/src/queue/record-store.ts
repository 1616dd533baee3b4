import type { Redis } from 'ioredis';
import { fail } from '../check';
import { formatRecord, parseRecord, type RunRecord } from '../records/record';
import { inBatches } from './batches';
import { recordsKey as key } from './keys';

/** The records that Redis holds: a hash from the id of a run to the line that a file would have. */
export class RecordStore {
  readonly #redis: Redis;

  constructor(redis: Redis) {
    this.#redis = redis;
  }

  async has(id: string): Promise<boolean> {
    return (await this.#redis.hexists(key, id)) === 1;
  }

  /** Stores a record, unless its run is recorded: whoever comes first counts, and no run is there twice. */
  async add(record: RunRecord): Promise<void> {
    await this.#redis.hsetnx(key, record.id, formatRecord(record));
  }

  /** Stores those of the records whose runs are not recorded yet. */
  async addAll(records: readonly RunRecord[]): Promise<void> {
    for (const some of inBatches(records)) await Promise.all(some.map((record) => this.add(record)));
  }

  /** The records of those of the runs that are recorded. */
  async *find(ids: readonly string[]): AsyncGenerator<RunRecord> {
    for (const some of inBatches(ids)) {
      const lines = await this.#redis.hmget(key, ...some);
      for (const [index, line] of lines.entries()) if (line !== null) yield read(some[index]!, line);
    }
  }

  /** All records, by their ids. */
  async all(): Promise<RunRecord[]> {
    const records = new Map<string, RunRecord>();
    // A scan, which never holds all lines at once, may give one twice.
    for await (const entries of this.#redis.hscanStream(key, { count: 500 })) {
      const found = entries as string[];
      for (let at = 0; at < found.length; at += 2) records.set(found[at]!, read(found[at]!, found[at + 1]!));
    }
    return [...records.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
  }
}

function read(id: string, line: string): RunRecord {
  const remedy = `delete it to have its run repeated: redis-cli hdel ${key} ${id}`;
  const record = parseRecord(line, `the record ${id} in Redis`, remedy);
  if (record.id !== id)
    fail('RecordStore', `the record ${id} in Redis must be that of its run`, record.id, remedy);
  return record;
}
