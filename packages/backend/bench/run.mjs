// How fast the backend trains, beside what else there is: after a build,
// `pnpm --filter @backdropjs/backend bench [--json] [--relaxed] [--cpu] [--only-products] [--only-convolutions] [--only-steps]`.
import { fileURLToPath } from 'node:url';
import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-wasm';
import { compare, finish, startPython } from '../../../tools/bench/bench.mjs';
import { initBackend } from '../dist/index.js';
import { convolutionsOverKept, layersOverKept } from './convolutions.mjs';
import { products } from './products.mjs';
import { referenceStep } from './reference-step.mjs';
import { createWitness } from './witness.mjs';

const options = new Set(process.argv.slice(2));
const wanted = (part) =>
  ![...options].some((option) => option.startsWith('--only-')) || options.has(`--only-${part}`);

const peak = await createWitness();
const stockProduct = tf.getKernel('BatchMatMul', 'wasm').kernelFunc;
await tryStockStep();
await initBackend({ backends: ['wasm'], relaxedSimd: options.has('--relaxed') });
const rows = [
  ...(wanted('products') ? await products(stockProduct, peak) : []),
  ...(wanted('convolutions') ? [...(await convolutionsOverKept(peak)), ...(await layersOverKept())] : []),
  ...(wanted('steps') ? await steps() : []),
];
finish('kernels', rows);

/** Whether tfjs's wasm backend can train without our kernels; it has no time to compare with if it cannot. */
async function tryStockStep() {
  await initBackend({ backends: ['wasm'], gradientKernels: false });
  const { step, dispose } = referenceStep(0, 'layers');
  try {
    step();
    process.stderr.write('tfjs wasm: trains by itself\n');
  } catch (error) {
    process.stderr.write(`tfjs wasm: cannot train by itself: ${error.message}\n`);
  } finally {
    dispose();
  }
}

/** The reference step in turns with PyTorch in both its layouts. */
async function steps() {
  const script = fileURLToPath(new URL('torch_step.py', import.meta.url));
  const python = await startPython([script], ['torch']);
  const torch = (rate, layout) => python.versions.torch && { ask: () => python.ask(`${rate} ${layout} 9`) };
  const cpu = options.has('--cpu') ? await cpuStep() : undefined;
  const rows = [];
  for (const rate of [0, 0.5, 0.9]) {
    for (const [kind, name] of [
      ['layers', 'unchanged tf.layers'],
      ['fused', 'fused layers'],
    ]) {
      const { step, dispose } = referenceStep(rate, kind);
      const peers = {
        'PyTorch NCHW': torch(rate, 'nchw'),
        'PyTorch channels last': torch(rate, 'channels_last'),
        'tfjs cpu': rate === 0.9 ? cpu : undefined,
      };
      rows.push(await compare('step', `${name}, mask rate ${rate}`, step, peers, { turns: 15 }));
      dispose();
    }
  }
  python.stop();
  return rows;
}

/** One step on tfjs's cpu backend, which takes most of a minute. */
async function cpuStep() {
  await initBackend({ backends: ['cpu'] });
  const { step, dispose } = referenceStep(0.9, 'layers');
  const { user, system } = process.cpuUsage();
  step();
  const used = process.cpuUsage();
  dispose();
  await initBackend({ backends: ['wasm'], relaxedSimd: options.has('--relaxed') });
  return { ask: async () => (used.user - user + used.system - system) / 1000 };
}
