import type { WriteStream } from 'node:tty';
import type { RunRecord } from '../records/record';
import type { PlannedRun } from './plan';

/** Milliseconds between two lines where the output is not a terminal. */
const plainInterval = 5000;

export interface ProgressOptions {
  workers: number;
  /** Seconds a run is expected to take before one of its kind has finished. */
  expectedSeconds: (run: PlannedRun) => number;
  output: Pick<WriteStream, 'write' | 'isTTY' | 'columns'>;
  now: () => number;
}

/**
 * Says how far the runs are and when they will end: one line that is rewritten on a terminal, a plain line every few
 * seconds elsewhere. The time left is that of the remaining runs, each taken to last as long as the finished runs of
 * its experiment and arm. The memory is the most that a process needed for any of the runs, all its workers together.
 */
export class Progress {
  readonly #options: ProgressOptions;
  readonly #remaining: Map<string, PlannedRun>;
  readonly #total: number;
  readonly #finished = new Map<string, { count: number; seconds: number }>();
  #peakMemory = 0;
  #lastPlain = Number.NEGATIVE_INFINITY;

  constructor(runs: readonly PlannedRun[], options: ProgressOptions) {
    this.#options = options;
    this.#remaining = new Map(runs.map((run) => [run.id, run]));
    this.#total = runs.length;
  }

  finish({ id, experiment, arm, seed, seconds, peakMemory = 0 }: RunRecord): void {
    this.#remaining.delete(id);
    this.#peakMemory = Math.max(this.#peakMemory, peakMemory);
    const kind = this.#finished.get(`${experiment} ${arm}`) ?? { count: 0, seconds: 0 };
    this.#finished.set(`${experiment} ${arm}`, { count: kind.count + 1, seconds: kind.seconds + seconds });
    const done = this.#total - this.#remaining.size;
    const left = this.#remaining.size === 0 ? 'done' : `about ${formatDuration(this.secondsLeft())} left`;
    const memory = this.#peakMemory === 0 ? '' : `, peak ${this.#peakMemory} MiB`;
    this.#write(
      `${done}/${this.#total}  ${left}${memory}  ${experiment} ${arm}, seed ${seed}, ${seconds.toFixed(1)} s`,
    );
  }

  secondsLeft(): number {
    const { workers, expectedSeconds } = this.#options;
    let total = 0;
    for (const run of this.#remaining.values()) {
      const kind = this.#finished.get(`${run.experiment} ${run.arm}`);
      total += kind ? kind.seconds / kind.count : expectedSeconds(run);
    }
    return total / workers;
  }

  /** Ends the rewritten line of a terminal. */
  close(): void {
    if (this.#options.output.isTTY && this.#remaining.size < this.#total) this.#options.output.write('\n');
  }

  #write(line: string): void {
    const { output, now } = this.#options;
    if (output.isTTY) {
      output.write(`\r\u001b[K${line.slice(0, (output.columns ?? 80) - 1)}`);
    } else if (this.#remaining.size === 0 || now() - this.#lastPlain >= plainInterval) {
      this.#lastPlain = now();
      output.write(`${line}\n`);
    }
  }
}

/** `45 s`, `3 min`, `2 h 5 min`. */
export function formatDuration(seconds: number): string {
  if (seconds < 90) return `${Math.ceil(seconds)} s`;
  const minutes = Math.round(seconds / 60);
  return minutes < 90 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}
