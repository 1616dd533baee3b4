import { createHash } from 'node:crypto';
import { fail, show } from '../check';
import { type RunIdentity, runId } from './identity';
import { findFault } from './schema';

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
  /** Whether the net's last outputs were not finite; its results are then those of guessing. */
  diverged?: true;
  /** Logits of every test sample after the last step, rounded to 1e-4, where the experiment keeps them: classes are the inner index. */
  logits?: number[];
  /** Building, training and evaluating the net; drawing the data, which the arms of a seed share, is not included. */
  seconds: number;
  /** MiB; the most resident memory that the process had up to the end of this run, with all its worker threads. */
  peakMemory?: number;
  provenance: Provenance;
}

/** The record as a line, without its newline; the last member is a checksum of all the others. */
export function formatRecord(record: RunRecord): string {
  const text = JSON.stringify(record);
  return `${text.slice(0, -1)},"checksum":"${checksum(text)}"}`;
}

/**
 * Reads what `formatRecord` wrote; `of` says where, for messages, and `remedy` what to do about a line that is no record.
 *
 * @throws Error when the text was damaged or edited, or was never a record.
 */
export function parseRecord(line: string, of: string, remedy: string): RunRecord {
  const sealed = /,"checksum":"([^"]*)"}$/.exec(line);
  const text = sealed ? `${line.slice(0, sealed.index)}}` : line;
  const refuse = (got: string) => fail('parseRecord', `${of}, must be a record`, got, remedy);
  const parsed = parseJson(text);
  if (parsed === undefined) refuse(show(line));
  if (!sealed) return refuse('one without a checksum');
  if (sealed[1] !== checksum(text)) refuse('one that was changed after it was written');
  const fault = findFault(parsed);
  if (fault) refuse(`one whose ${fault}`);
  const record = parsed as RunRecord;
  const expected = runId(record);
  if (record.id !== expected)
    refuse(`one whose id ${show(record.id)} is not that of its settings, ${expected}`);
  return record;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function checksum(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 16);
}
