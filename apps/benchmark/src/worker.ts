// A worker thread: one tfjs backend, and the runs of one seed after another.
import type { MessagePort } from 'node:worker_threads';
import { type BackendName, initBackend } from '@backdropjs/backend';
import { type Job, runJob } from './tasks';
import type { Outcome } from './tasks/outcome';

export interface WorkerTask {
  backend: BackendName;
  /** Runs of one experiment and seed: they share their data. */
  jobs: readonly Job[];
  /** Receives one WorkerMessage a job, in their order. */
  port: MessagePort;
}

export interface WorkerMessage {
  outcome: Outcome;
  backend: { name: string; simd: boolean };
}

let started: Promise<{ name: string; simd: boolean }> | undefined;

export default async function work({ backend, jobs, port }: WorkerTask): Promise<void> {
  started ??= initBackend({ backends: [backend] });
  const { name, simd } = await started;
  for (const job of jobs) {
    port.postMessage({ outcome: await runJob(job), backend: { name, simd } } satisfies WorkerMessage);
  }
}
