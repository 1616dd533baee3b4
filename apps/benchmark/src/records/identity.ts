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
  return runIds({ experiment, config })(seed);
}

/** The ids of the runs of one configuration, by seed. */
export function runIds({ experiment, config }: Omit<RunIdentity, 'seed'>): (seed: number) => string {
  // The seed comes last in the canonical order of the keys.
  const start = canonicalJson({ experiment, config }).slice(0, -1);
  return (seed) =>
    createHash('sha256')
      .update(`${start},"seed":${canonicalJson(seed)}}`)
      .digest('hex')
      .slice(0, 16);
}
