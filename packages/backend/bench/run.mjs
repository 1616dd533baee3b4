// How fast the backend trains, beside what else there is: `pnpm --filter @backdropjs/backend bench [--json] [--relaxed] [--cpu] [--only-steps]` after a build.
// Every figure is the CPU time of many short trials' tenth percentile; figures that are compared were taken in turns in one run. The
// witness is the rate of a loop that only computes, in GFLOPS: where it drops, the processor was slowed down.
import { cpus } from 'node:os';
import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-wasm';
import { initBackend } from '../dist/index.js';
import { convolutionsOverKept, layersOverKept } from './convolutions.mjs';
import { best, lowTime, race, round } from './measure.mjs';
import { products } from './products.mjs';
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
  result.layers = layersOverKept();
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
  const product = result.products['NN 512 x 512 x 512'].gflops;
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
    return round(best(step));
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
      const ours = race({ layers: runs.layers.step, fused: runs.fused.step }, { seconds: 0.2 });
      for (const kind of ['layers', 'fused']) times[kind].push(ours[kind]);
      for (const layout of ['nchw', 'channels_last']) {
        if (torch) times[layout].push(lowTime(await torch.step(rate, layout, 9)));
      }
    }
    const low = Object.fromEntries(Object.entries(times).map(([kind, list]) => [kind, lowTime(list)]));
    const peer = Math.min(low.nchw, low.channels_last);
    for (const kind of ['layers', 'fused']) {
      found[kind][name] = {
        milliseconds: round(low[kind]),
        ...(torch && { overTorch: round(low[kind] / peer) }),
      };
      runs[kind].dispose();
    }
    if (torch) found.torch[name] = { nchw: round(low.nchw), channelsLast: round(low.channels_last) };
    say(`steps at ${name} done`);
  }
  torch?.stop();
  return found;
}
