// A thread of the pool: one tfjs backend, and one run after another.
import { parentPort } from 'node:worker_threads';
import { type BackendName, initBackend } from '@backdropjs/backend';
import type { Provenance } from '../records/record';
import { type Job, runJob } from '../tasks';
import type { Outcome } from '../tasks/outcome';

export interface ThreadResult {
  outcome: Outcome;
  backend: Provenance['backend'];
}

// Tells RunPool that everything is loaded, once the call that loads this module has returned.
queueMicrotask(() => parentPort?.postMessage('loaded'));

// tfjs has one backend in use for the whole thread, which outlives the runs: it is set up anew only where another is wanted.
let started: { wanted: unknown; backend: Provenance['backend'] } | undefined;

export default async function work(job: Job): Promise<ThreadResult> {
  const wanted = job.config['backend'];
  if (started?.wanted !== wanted) {
    const { name, simd } = await initBackend({ backends: [wanted as BackendName] });
    started = { wanted, backend: { name, simd } };
  }
  return { outcome: await runJob(job), backend: started!.backend };
}
