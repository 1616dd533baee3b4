import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { Piscina } from 'piscina';
import { fail, show } from '../check';
import type { Run } from '../experiments/run-list';
import type { RunRecord } from '../records/record';
import type { Job } from '../tasks';
import { collectProvenance } from './provenance';
import type { ThreadResult } from './thread';

/** Bound of a thread's JavaScript heap. Tensors and typed arrays lie outside it; tfjs bounds its own memory. */
const heapMebibytes = 1024;

/** Milliseconds to wait for threads that are still loading before they are stopped. */
const patience = 5000;

/**
 * Threads of this process, each with a tfjs backend of its own, that do one run after another.
 *
 * Runs that follow each other in one thread share the data of their seed, so hand them out seed by seed.
 */
export class RunPool {
  readonly #threads: Piscina<Job, ThreadResult>;
  readonly #provenance = collectProvenance();
  readonly #loaded: Promise<void>;
  #closed = false;

  constructor(threads: number, thread = new URL('./thread.js', import.meta.url)) {
    this.#threads = new Piscina({
      filename: thread.href,
      minThreads: threads,
      maxThreads: threads,
      resourceLimits: { maxOldGenerationSizeMb: heapMebibytes },
    });
    this.#loaded = new Promise((resolve) => {
      let loading = threads;
      this.#threads.on('message', () => --loading === 0 && resolve());
    });
  }

  /** The file for the state of a run: one of another commit is not gone on with. */
  checkpointOf(folder: string, { id }: Run): string {
    return join(folder, `${id}-${this.#provenance.commit?.slice(0, 12) ?? 'unknown'}`);
  }

  /**
   * @param checkpoint - file for the state of a long run, which goes on from there if it exists.
   * @throws Error naming the run when it fails, its thread dies, or the pool is closed before it is finished.
   */
  async run({ task, ...run }: Run, checkpoint?: string): Promise<RunRecord> {
    const must = `${run.experiment}, arm ${run.arm}, seed ${run.seed} must come to its end`;
    if (this.#closed) fail('RunPool', must, 'a pool that is closed');
    try {
      const { config, seed } = run;
      const { outcome, backend } = await this.#threads.run({
        task,
        config,
        seed,
        ...(checkpoint !== undefined && { checkpoint }),
      });
      const peakMemory = Math.ceil(process.resourceUsage().maxRSS / 1024);
      return { ...run, ...outcome, peakMemory, provenance: { ...this.#provenance, backend } };
    } catch (error) {
      return fail('RunPool', must, describe(error), '', { cause: error });
    }
  }

  /** Stops the threads; what they were doing is lost. */
  async close(): Promise<void> {
    this.#closed = true;
    // Node aborts the whole process when a thread is stopped while it loads its modules. The timer also keeps the process
    // from ending meanwhile.
    const waiting = new AbortController();
    await Promise.race([this.#loaded, setTimeout(patience, undefined, waiting)]);
    waiting.abort();
    await this.#threads.destroy();
  }
}

function describe(error: unknown): string {
  if ((error as NodeJS.ErrnoException | null)?.code !== 'ERR_WORKER_OUT_OF_MEMORY') return show(error);
  return `a worker thread out of memory (more than ${heapMebibytes} MiB of JavaScript objects)`;
}
