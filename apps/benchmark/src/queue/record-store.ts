import type { Redis } from 'ioredis';
import { formatRecord, parseRecord, type RunRecord } from '../records/record';
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

  /** The records of those of the runs that are recorded. */
  async find(ids: readonly string[]): Promise<RunRecord[]> {
    const lines = ids.length === 0 ? [] : await this.#redis.hmget(key, ...ids);
    return lines.flatMap((line, index) => (line === null ? [] : read(ids[index]!, line)));
  }

  /** All records, by their ids. */
  async all(): Promise<RunRecord[]> {
    const entries = Object.entries(await this.#redis.hgetall(key));
    return entries.sort(([a], [b]) => (a < b ? -1 : 1)).map(([id, line]) => read(id, line));
  }
}

function read(id: string, line: string): RunRecord {
  try {
    const record = parseRecord(line);
    if (record.id !== id) throw new Error(`its id is ${record.id}`);
    return record;
  } catch (error) {
    throw new Error(
      `The record ${id} in Redis is damaged: ${(error as Error).message}. Delete it to have its run repeated: ` +
        `redis-cli hdel ${key} ${id}`,
    );
  }
}
