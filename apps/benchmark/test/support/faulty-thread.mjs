import { parentPort } from 'node:worker_threads';

queueMicrotask(() => parentPort.postMessage('loaded'));

// Stands in for src/runner/thread.ts where a test needs a thread that fails; the run's `fault` says how.
export default async function work({ config, seed }) {
  switch (config.fault) {
    case 'throws':
      throw new RangeError('the loss is NaN');
    case 'exits':
      process.exit(7);
      break;
    case 'exhausts memory':
      for (const hoard = []; ; ) hoard.push(new Array(1e6).fill(0.5));
    case 'never ends':
      for (;;);
  }
  return {
    outcome: { metrics: { auc: seed }, curve: [{ step: 1, auc: seed }], seconds: 0 },
    backend: { name: 'wasm', simd: true },
  };
}
