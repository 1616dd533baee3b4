// How fast fields are drawn, beside SciPy where it is installed: `pnpm --filter @backdropjs/fields bench [--json]` after a build.
import { fileURLToPath } from 'node:url';
import { build } from 'tsup';
import { compare, finish, isTrial, startPython } from '../../../tools/bench/bench.mjs';
import { createSampler, exponential, multiscale, squaredExponential } from '../dist/index.js';

const size = 1024;
const shape = [size, size];
const correlationLength = 10;

/** Draws the two fields of a pair, which come from one transform. */
async function createPairs(dtype) {
  const model = squaredExponential({ correlationLength });
  const sampler = await createSampler({ model, shape, dtype, seed: 1 });
  const out = sampler.realization(0);
  let next = 2;
  return () => {
    sampler.fill(out, next++);
    sampler.fill(out, next++);
  };
}

/** The transform by itself, which the package keeps to itself: a whole complex image of modes. */
async function createTransforms() {
  const root = fileURLToPath(new URL('..', import.meta.url));
  const entry = { synthesis: `${root}src/synthesis/simd-synthesis.ts`, band: `${root}src/torus/band.ts` };
  const outDir = `${root}node_modules/.bench`;
  await build({
    entry,
    outDir,
    format: ['esm'],
    config: false,
    silent: true,
    platform: 'neutral',
    target: 'es2022',
  });
  const { createSimdSynthesis } = await import(`${outDir}/synthesis.js`);
  const { fullBand } = await import(`${outDir}/band.js`);
  const torus = [1, size, size];
  const create = (dtype) => createSimdSynthesis({ torus, shape: torus, band: fullBand(torus), dtype }, dtype);
  return { float64: create('float64').run, float32: create('float32').run };
}

const perClass = isTrial ? 1 : 25;

/** The paper's images, with all that is prepared for them, in order. */
function paperSet() {
  const set = multiscale({
    size,
    scales: [
      [9.5, 10],
      [80, 140],
    ],
    amplitudes: [0.75, 1.25],
    perClass,
    standardize: 'sample',
    lengths: 'paper',
    seed: 1,
  });
  for (let i = 0; i < set.length; i++) set.sample(i);
}

const script = fileURLToPath(new URL('scipy_fields.py', import.meta.url));
const python = await startPython([script, size, correlationLength, 5].map(String), ['scipy']);
/** SciPy's milliseconds of a line, `count` times. */
const scipy = (line, count = 1) =>
  python.versions.scipy && { ask: async () => count * (await python.ask(line)) };
const suite = 'fields';
const rows = [];
const transforms = await createTransforms();
for (const dtype of ['float64', 'float32']) {
  const fields = `two periodic fields, 1024 x 1024, length ${correlationLength}, ${dtype}`;
  rows.push(
    await compare(suite, fields, await createPairs(dtype), { SciPy: scipy(`field ${dtype}`, 2) }),
    await compare(suite, `complex transform, 1024 x 1024, ${dtype}`, transforms[dtype], {
      SciPy: scipy(`transform ${dtype}`),
    }),
  );
}
python.stop();
const prepare = () =>
  createSampler({ model: exponential({ correlationLength }), shape, indefinite: 'clip', seed: 1 });
rows.push(
  await compare(suite, `the paper's ${4 * perClass} images, 1024 x 1024`, paperSet, {}, { turns: 3 }),
  await compare(suite, 'preparing an exponential model, 1024 x 1024', prepare, {}, { turns: 3 }),
);
finish(suite, rows);
