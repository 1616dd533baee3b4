import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  writeSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { deserialize, serialize } from 'node:v8';
import { fail, show } from '../../check';
import type { CurvePoint } from '../../records/record';

/** A training after some of its steps: with the settings and the seed, all that the other steps depend on. */
export interface TrainingState {
  step: number;
  curve: CurvePoint[];
  seconds: number;
  weights: (Float32Array | Int32Array)[];
  velocities: Float32Array[];
}

/** Seconds of training between two checkpoints: what a killed run loses at most, and why short runs write none. */
const interval = 30;

/** The state of one run in a file of its own, so that a killed run goes on where it was. */
export class Checkpoint {
  readonly #path: string;
  readonly #interval: number;
  #savedAt = performance.now();

  constructor(path: string, seconds = interval) {
    this.#path = path;
    this.#interval = seconds;
  }

  /** @throws Error if the file is not one that `save` has written. */
  load(): TrainingState | undefined {
    if (!existsSync(this.#path)) return undefined;
    try {
      return deserialize(readFileSync(this.#path)) as TrainingState;
    } catch (error) {
      return fail(
        'Checkpoint',
        `${this.#path} must be a checkpoint`,
        show(error),
        'delete it to start its run anew',
        { cause: error },
      );
    }
  }

  get due(): boolean {
    return performance.now() - this.#savedAt >= this.#interval * 1000;
  }

  /** Replaces the file in one go: whenever the process is killed, there is a whole checkpoint or none. */
  save(state: TrainingState): void {
    mkdirSync(dirname(this.#path), { recursive: true });
    const temporary = `${this.#path}.new`;
    const descriptor = openSync(temporary, 'w');
    try {
      const bytes = serialize(state);
      for (let written = 0; written < bytes.length; ) written += writeSync(descriptor, bytes, written);
      fsyncSync(descriptor);
    } finally {
      closeSync(descriptor);
    }
    renameSync(temporary, this.#path);
    this.#savedAt = performance.now();
  }
}
