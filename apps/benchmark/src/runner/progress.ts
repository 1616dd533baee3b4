import type { Run } from '../experiments/run-list';
import type { RunRecord } from '../records/record';
import { StatusLine, type StatusOutput } from './status-line';

export interface ProgressOptions {
  /** Threads at work; when they are not known, their number is taken from what they finish. */
  threads?: number | undefined;
  /** Seconds a run is expected to take before one of its kind has finished. */
  expectedSeconds: (run: Run) => number;
  output: StatusOutput;
  now: () => number;
}

/**
 * Says how far the runs are and when they will end. The time left is that of the remaining runs, each taken to last as
 * long as the finished runs of its experiment and arm, or, before there are any, as expected times what all finished runs
 * took over what was expected of them. The memory is the most that a process needed for any of the runs,
 * all its threads together.
 */
export class Progress {
  readonly #options: ProgressOptions;
  readonly #line: StatusLine;
  readonly #started: number;
  readonly #remaining: Map<string, Run>;
  readonly #total: number;
  readonly #finished = new Map<string, { count: number; seconds: number }>();
  #finishedSeconds = 0;
  #expectedOfFinished = 0;
  #peakMemory = 0;

  constructor(runs: readonly Run[], options: ProgressOptions) {
    this.#options = options;
    this.#line = new StatusLine(options.output, options.now);
    this.#started = options.now();
    this.#remaining = new Map(runs.map((run) => [run.id, run]));
    this.#total = runs.length;
  }

  finish({ id, experiment, arm, seed, seconds, peakMemory = 0 }: RunRecord): void {
    const run = this.#remaining.get(id);
    if (run) this.#expectedOfFinished += this.#options.expectedSeconds(run);
    this.#remaining.delete(id);
    this.#finishedSeconds += seconds;
    this.#peakMemory = Math.max(this.#peakMemory, peakMemory);
    const kind = this.#finished.get(`${experiment} ${arm}`) ?? { count: 0, seconds: 0 };
    this.#finished.set(`${experiment} ${arm}`, { count: kind.count + 1, seconds: kind.seconds + seconds });
    const done = this.#total - this.#remaining.size;
    const left = this.#remaining.size === 0 ? 'done' : `about ${formatDuration(this.secondsLeft())} left`;
    const memory = this.#peakMemory === 0 ? '' : `, peak ${this.#peakMemory} MiB`;
    this.#line.update(
      `${done}/${this.#total}  ${left}${memory}  ${experiment} ${arm}, seed ${seed}, ${seconds.toFixed(1)} s`,
      this.#remaining.size === 0,
    );
  }

  secondsLeft(): number {
    const pace = this.#expectedOfFinished > 0 ? this.#finishedSeconds / this.#expectedOfFinished : 1;
    let total = 0;
    for (const run of this.#remaining.values()) {
      const kind = this.#finished.get(`${run.experiment} ${run.arm}`);
      total += kind ? kind.seconds / kind.count : pace * this.#options.expectedSeconds(run);
    }
    return total / (this.#options.threads ?? this.#threadsSeen());
  }

  /** Says something that the next line of progress does not overwrite. */
  note(line: string): void {
    this.#line.note(line);
  }

  /** Ends the rewritten line of a terminal. */
  close(): void {
    this.#line.close();
  }

  #threadsSeen(): number {
    const seconds = (this.#options.now() - this.#started) / 1000;
    return Math.max(1, seconds > 0 ? this.#finishedSeconds / seconds : 1);
  }
}

/** `45 s`, `3 min`, `2 h 5 min`. */
export function formatDuration(seconds: number): string {
  if (seconds < 90) return `${Math.ceil(seconds)} s`;
  const minutes = Math.round(seconds / 60);
  return minutes < 90 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}
