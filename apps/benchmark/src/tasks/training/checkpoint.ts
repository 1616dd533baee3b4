import { deserialize, serialize } from 'node:v8';
import { explain, fail, show } from '../../check';
import { readIfPresent } from '../../files/read-if-present';
import { replaceFile } from '../../files/replace-file';
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
    try {
      const saved = readIfPresent(this.#path);
      return saved && (deserialize(saved) as TrainingState);
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

  /** @throws Error if it cannot be written; the checkpoint before is still there then. */
  save(state: TrainingState): void {
    try {
      replaceFile(this.#path, serialize(state));
    } catch (error) {
      const remedy = 'make room or choose another folder with --out, then start again';
      explain(error, 'Checkpoint', `${this.#path} must be written`, remedy);
    }
    this.#savedAt = performance.now();
  }
}
