import { createHash } from 'node:crypto';
import { canonicalJson } from './canonical-json';

/** What makes a run the run it is; everything else in a record is outcome or circumstance. */
export interface RunIdentity {
  experiment: string;
  seed: number;
  config: Readonly<Record<string, unknown>>;
}

/** The first 16 hexadecimal digits of the SHA-256 of the run's canonical configuration. */
export function runId({ experiment, seed, config }: RunIdentity): string {
  return createHash('sha256').update(canonicalJson({ experiment, seed, config })).digest('hex').slice(0, 16);
}
