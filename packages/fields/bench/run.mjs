// How fast fields are drawn, beside SciPy where it is installed: `pnpm --filter @backdropjs/fields bench [--json]` after a build.
import { fileURLToPath } from 'node:url';
import { build } from 'tsup';
import { compare, finish, startPython } from '../../../tools/bench.mjs';
import { createSampler, exponential, multiscale, squaredExponential } from '../dist/index.js';

const size = 1024;
const shape = [size, size];
const correlationLength = 10;
const dtypes = ['float64', 'float32'];

/** Draws fields; the two of a pair come from one transform, so each takes half of their time. */
async function createFields(dtype) {
  const model = squaredExponential({ correlationLength });
  const sampler = await createSampler({ model, shape, dtype, seed: 1 });
  const out = sampler.realization(0);
  let next = 2;
  const half = () => {
    const start = performance.now();
    sampler.fill(out, next++);
    sampler.fill(out, next++);
    return (performance.now() - start) / 2;
  };
  return { ask: async () => Array.from({ length: 10 }, half) };
}

/** The transform by itself, which the package keeps to itself: a whole complex image of modes. */
async function createTransforms() {
  const root = fileURLToPath(new URL('..', import.meta.url));
  const entry = { synthesis: `${root}src/simd/simd-synthesis.ts`, band: `${root}src/torus/band.ts` };
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

/** The paper's 100 images, with all that is prepared for them, in order. */
function paperSet() {
  const set = multiscale({
    size,
    scales: [
      [9.5, 10],
      [80, 140],
    ],
    amplitudes: [0.75, 1.25],
    perClass: 25,
    standardize: 'sample',
    lengths: 'paper',
    seed: 1,
  });
  for (let i = 0; i < set.length; i++) set.sample(i);
}

const script = fileURLToPath(new URL('scipy_fields.py', import.meta.url));
const python = await startPython([script, size, correlationLength, 5].map(String), ['scipy']);
const scipy = (line) => python.versions.scipy && { ask: () => python.ask(line) };
const suite = 'fields';
const rows = [];
const transforms = await createTransforms();
for (const dtype of dtypes) {
  rows.push(
    await compare({
      suite,
      case: `a periodic field, 1024 x 1024, length ${correlationLength}, ${dtype}`,
      ours: await createFields(dtype),
      peers: { SciPy: scipy(`field ${dtype}`) },
    }),
    await compare({
      suite,
      case: `complex transform, 1024 x 1024, ${dtype}`,
      ours: transforms[dtype],
      peers: { SciPy: scipy(`transform ${dtype}`) },
    }),
  );
}
python.stop();
rows.push(
  await compare({ suite, case: "the paper's 100 images, 1024 x 1024", ours: paperSet, turns: 3 }),
  await compare({
    suite,
    case: 'preparing an exponential model, 1024 x 1024',
    ours: () =>
      createSampler({ model: exponential({ correlationLength }), shape, indefinite: 'clip', seed: 1 }),
    turns: 3,
  }),
);
finish(suite, rows);
