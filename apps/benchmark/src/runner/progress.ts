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
  /** Of each kind of the remaining runs, how many and the seconds that are expected of them. */
  readonly #left = new Map<string, { count: number; seconds: number }>();
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
    for (const run of this.#remaining.values()) this.#count(run, 1);
  }

  finish({ id, experiment, arm, seed, seconds, peakMemory = 0 }: RunRecord): void {
    const run = this.#remaining.get(id);
    if (run) this.#drop(run);
    this.#finishedSeconds += seconds;
    this.#peakMemory = Math.max(this.#peakMemory, peakMemory);
    const kind = this.#finished.get(kindOf({ experiment, arm })) ?? { count: 0, seconds: 0 };
    this.#finished.set(kindOf({ experiment, arm }), {
      count: kind.count + 1,
      seconds: kind.seconds + seconds,
    });
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
    for (const [name, { count, seconds }] of this.#left) {
      const kind = this.#finished.get(name);
      total += kind ? (count * kind.seconds) / kind.count : pace * seconds;
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

  #drop(run: Run): void {
    this.#remaining.delete(run.id);
    this.#count(run, -1);
    this.#expectedOfFinished += this.#options.expectedSeconds(run);
  }

  #count(run: Run, change: 1 | -1): void {
    const kind = kindOf(run);
    const { count, seconds } = this.#left.get(kind) ?? { count: 0, seconds: 0 };
    const expected = this.#options.expectedSeconds(run);
    this.#left.set(kind, { count: count + change, seconds: seconds + change * expected });
  }

  #threadsSeen(): number {
    const seconds = (this.#options.now() - this.#started) / 1000;
    return Math.max(1, seconds > 0 ? this.#finishedSeconds / seconds : 1);
  }
}

function kindOf({ experiment, arm }: Pick<Run, 'experiment' | 'arm'>): string {
  return `${experiment} ${arm}`;
}

/** `45 s`, `3 min`, `2 h 5 min`. */
export function formatDuration(seconds: number): string {
  if (seconds < 90) return `${Math.ceil(seconds)} s`;
  const minutes = Math.round(seconds / 60);
  return minutes < 90 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}
