// A series may be shared between threads: each draws its own part, and together they draw the whole.
import { rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { build } from 'tsup';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createSampler, matern, multiscale } from '../src/index';
import { hash } from './fixtures';

const root = fileURLToPath(new URL('..', import.meta.url));
const outDir = `${root}node_modules/.workers`;

const set = {
  size: 60,
  scales: [
    [1.5, 2.5],
    [6, 10],
  ],
  amplitudes: [0.75, 1.25],
  perClass: 6,
  standardize: 'sample',
  seed: 'workers',
} as const;
const grid = {
  shape: [40, 50],
  boundary: { padding: 'auto' },
  indefinite: 'clip',
  tolerance: 1e-4,
  seed: 1,
} as const;

beforeAll(async () => {
  await build({
    entry: { fields: `${root}src/index.ts` },
    outDir,
    format: ['esm'],
    config: false,
    silent: true,
    noExternal: [/^@backdropjs/],
    esbuildOptions: (options) => {
      options.conditions = ['@backdropjs/source'];
    },
  });
});

afterAll(() => rmSync(outDir, { recursive: true, force: true }));

/** What the worker with this number draws: every fourth sample and field, from the last one to the first. */
function inWorker(number: number): Promise<{ i: number; sample: Float32Array; field: Float32Array }[]> {
  const code = `
    const { parentPort } = require('node:worker_threads');
    import(${JSON.stringify(`${outDir}/fields.js`)}).then(async ({ createSampler, matern, multiscale }) => {
      const set = multiscale(${JSON.stringify(set)});
      const model = matern({ correlationLength: 3, smoothness: 1.5 });
      const sampler = await createSampler({ model, ...${JSON.stringify(grid)} });
      const drawn = [];
      for (let i = 20 + ${number}; i >= 0; i -= 4) {
        drawn.push({ i, sample: set.sample(i).field, field: sampler.realization(i) });
      }
      parentPort.postMessage(drawn);
    });`;
  return new Promise((resolve, reject) => {
    new Worker(code, { eval: true }).once('message', resolve).once('error', reject);
  });
}

it('four workers draw what one thread draws in order', async () => {
  const drawn = (await Promise.all([0, 1, 2, 3].map(inWorker))).flat();
  expect(drawn).toHaveLength(24);
  const inOrder = multiscale(set);
  const model = matern({ correlationLength: 3, smoothness: 1.5 });
  const fields = [...(await createSampler({ model, ...grid })).realizations({ count: 24 })];
  for (const { i, sample, field } of drawn.sort((a, b) => a.i - b.i)) {
    expect([i, hash(sample), hash(field)]).toEqual([i, hash(inOrder.sample(i).field), hash(fields[i]!)]);
  }
});
