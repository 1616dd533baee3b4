import { type RunIdentity, runId } from './identity';

/** Metrics after a number of training steps. */
export type CurvePoint = { step: number } & Record<string, number>;

/** Where a record comes from: enough to say what would have to be repeated to get it again. */
export interface Provenance {
  /** Git commit of the sources, null outside a checkout. */
  commit: string | null;
  /** Whether the sources differed from that commit. */
  dirty: boolean;
  node: string;
  packages: Record<string, string>;
  machine: { cpu: string; cores: number; platform: string };
  backend: { name: string; simd: boolean };
}

/** One finished run: one arm of an experiment with one seed. A line of records.jsonl. */
export interface RunRecord extends RunIdentity {
  id: string;
  preset: string;
  arm: string;
  metrics: Record<string, number>;
  curve: CurvePoint[];
  /** Building, training and evaluating the net; drawing the data, which the arms of a seed share, is not included. */
  seconds: number;
  /** MiB; the most resident memory that the process had up to the end of this run, with all its worker threads. */
  peakMemory?: number;
  provenance: Provenance;
}

/** Reads a line of records.jsonl and checks that its id belongs to its configuration. */
export function parseRecord(line: string): RunRecord {
  const record = JSON.parse(line) as RunRecord;
  const expected = runId(record);
  if (record.id !== expected) throw new Error(`its id is ${record.id}, its configuration's is ${expected}`);
  return record;
}
