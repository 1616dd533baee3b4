// How fast the backend trains, beside what else there is: `pnpm --filter @backdropjs/backend bench [--json] [--relaxed] [--cpu] [--only-steps]` after a build.
// Every figure is the smallest of many short trials; figures that are compared were taken in turns in one run. The witness
// is the rate of a loop that only computes, in GFLOPS: where it drops, the machine was busy.
import { cpus } from 'node:os';
import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-wasm';
import { initBackend } from '../dist/index.js';
import { convolutionsOverKept, products } from './kernels.mjs';
import { best, round } from './measure.mjs';
import { referenceStep } from './reference-step.mjs';
import { startTorch } from './torch.mjs';
import { createWitness } from './witness.mjs';

const options = new Set(process.argv.slice(2));
const wanted = (part) =>
  ![...options].some((option) => option.startsWith('--only-')) || options.has(`--only-${part}`);
const say = (message) => process.stderr.write(`${message}\n`);
const rates = [0, 0.5, 0.9];

const witness = await createWitness();
const witnesses = [];
const noteWitness = () => witnesses.push(round(witness()));

noteWitness();
const stockProduct = tf.getKernel('BatchMatMul', 'wasm').kernelFunc;
const stock = await stockStep();
const report = await initBackend({ backends: ['wasm'], relaxedSimd: options.has('--relaxed') });
const result = {
  machine: cpus()[0].model,
  node: process.version,
  relaxedSimd: report.relaxedSimd,
};
if (wanted('products')) {
  result.products = products(stockProduct);
  noteWitness();
}
if (wanted('convolutions')) {
  result.convolutions = convolutionsOverKept();
  noteWitness();
}
if (wanted('steps')) {
  result.steps = { tfjsWasm: stock, ...(await steps()) };
  noteWitness();
}
if (options.has('--cpu')) {
  await initBackend({ backends: ['cpu'] });
  const { step, dispose } = referenceStep(0.9, 'layers');
  // One trial: it takes most of a minute.
  const start = performance.now();
  step();
  result.steps = { ...result.steps, tfjsCpu: { 'rate 0.9': round(performance.now() - start) } };
  dispose();
}
result.witnessGflops = witnesses;
if (result.products) {
  const product = result.products['512x512x512 NN'].gflops;
  result.productOverWitness = round(product / Math.max(...witnesses));
}
process.stdout.write(
  `${options.has('--json') ? JSON.stringify(result) : JSON.stringify(result, undefined, 2)}\n`,
);

/** What tfjs's wasm backend makes of the reference step without our kernels. */
async function stockStep() {
  await initBackend({ backends: ['wasm'], gradientKernels: false });
  const { step, dispose } = referenceStep(0, 'layers');
  try {
    return round(best(step, { trials: 3 }));
  } catch (error) {
    return `cannot train: ${error.message}`;
  } finally {
    dispose();
  }
}

/** Milliseconds of the reference step, in turns with PyTorch; ratios are over PyTorch's better layout. */
async function steps() {
  const torch = await startTorch();
  const found = { torch: torch ? { version: torch.version } : 'absent', layers: {}, fused: {} };
  for (const rate of rates) {
    const name = `rate ${rate}`;
    const runs = { layers: referenceStep(rate, 'layers'), fused: referenceStep(rate, 'fused') };
    const times = { layers: [], fused: [], nchw: [], channels_last: [] };
    for (let turn = 0; turn < 20; turn++) {
      for (const [kind, { step }] of Object.entries(runs)) times[kind].push(best(step, { seconds: 0.1 }));
      for (const layout of ['nchw', 'channels_last']) {
        if (torch) times[layout].push(await torch.step(rate, layout, 6));
      }
    }
    const smallest = Object.fromEntries(
      Object.entries(times).map(([kind, list]) => [kind, Math.min(...list)]),
    );
    const peer = Math.min(smallest.nchw, smallest.channels_last);
    for (const kind of ['layers', 'fused']) {
      found[kind][name] = {
        milliseconds: round(smallest[kind]),
        ...(torch && { overTorch: round(smallest[kind] / peer) }),
      };
      runs[kind].dispose();
    }
    if (torch)
      found.torch[name] = { nchw: round(smallest.nchw), channelsLast: round(smallest.channels_last) };
    say(`steps at ${name} done`);
  }
  torch?.stop();
  return found;
}
