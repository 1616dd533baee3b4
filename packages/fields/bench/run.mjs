// How fast fields are drawn, beside SciPy: `pnpm --filter @backdropjs/fields bench [--json] [--turns=5]` after a build.
// SciPy is looked for in $BACKDROPJS_PYTHON, python3 and /usr/bin/python3, and reported as absent if it is in none.
// Every figure is the smallest of many short trials in milliseconds. Ours and SciPy's are taken in turns, so that the
// ratios compare the same machine in the same state; the witness, a copy of 8 MB, shows how quiet that was.
import { execFileSync } from 'node:child_process';
import { cpus } from 'node:os';
import { fileURLToPath } from 'node:url';
import { build } from 'tsup';
import { createSampler, exponential, multiscale, squaredExponential } from '../dist/index.js';

const options = process.argv.slice(2);
const turns = Number(options.find((option) => option.startsWith('--turns='))?.slice(8) ?? 5);
const script = fileURLToPath(new URL('scipy_fields.py', import.meta.url));
const size = 1024;
const shape = [size, size];
const length = 10;

/** The smallest time of a call in milliseconds. @param {() => unknown} run */
function best(run, trials = 12) {
  run();
  let smallest = Number.POSITIVE_INFINITY;
  for (let i = 0; i < trials; i++) {
    const start = performance.now();
    run();
    smallest = Math.min(smallest, performance.now() - start);
  }
  return smallest;
}

function scipy() {
  for (const python of [process.env.BACKDROPJS_PYTHON, 'python3', '/usr/bin/python3']) {
    if (!python) continue;
    try {
      const output = execFileSync(python, [script, size, length, 7].map(String), {
        stdio: ['ignore', 'pipe', 'ignore'],
      });
      return JSON.parse(output.toString());
    } catch {
      // No such Python, or no SciPy in it.
    }
  }
  return undefined;
}

/** Draws two fields of a pair, over and over: the time of one. */
async function perField(model, dtype) {
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

const runs = {
  field: {
    float64: await perField(squaredExponential({ correlationLength: length }), 'float64'),
    float32: await perField(squaredExponential({ correlationLength: length }), 'float32'),
  },
  transform: await createTransforms(),
};
const paper = {
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
};
const [from, to] = [new Float64Array(1 << 20), new Float64Array(1 << 20)];
const witness = () => best(() => to.set(from));

/** The paper's 100 images, with all that is prepared for them, in order. */
function paperSet() {
  const set = multiscale(paper);
  for (let i = 0; i < set.length; i++) set.sample(i);
}

const times = { field: {}, transform: {} };
const peers = [];
const witnesses = [];
const note = (into, name, value) => {
  into[name] = Math.min(into[name] ?? Number.POSITIVE_INFINITY, value);
};
for (let turn = 0; turn < turns; turn++) {
  const peer = scipy();
  if (peer) peers.push(peer);
  witnesses.push(round(witness()));
  for (const dtype of ['float64', 'float32']) {
    note(times.field, dtype, best(runs.field[dtype]) / 2);
    note(times.transform, dtype, best(runs.transform[dtype]));
  }
  note(times, 'paperSet', best(paperSet, 1));
}
note(times, 'exponentialSetup', await setup(exponential({ correlationLength: length })));

/** The time to prepare a sampler, with its report. */
async function setup(model) {
  const start = performance.now();
  await createSampler({ model, shape, indefinite: 'clip', seed: 1 });
  return performance.now() - start;
}

const result = {
  machine: cpus()[0].model,
  node: process.version,
  witnessMilliseconds: witnesses,
  field: compare(times.field, 'field'),
  complexTransform: compare(times.transform, 'transform'),
  paperSet: { milliseconds: round(times.paperSet), images: 100 },
  setupOfExponential: { milliseconds: round(times.exponentialSetup) },
  scipy: peers[0]?.version ?? 'absent',
};
process.stdout.write(
  `${options.includes('--json') ? JSON.stringify(result) : JSON.stringify(result, undefined, 2)}\n`,
);

/** Our milliseconds and, if SciPy is there, its own and the ratio. */
function compare(ours, kind) {
  return Object.fromEntries(
    Object.entries(ours).map(([dtype, milliseconds]) => {
      const peer = peers.length ? Math.min(...peers.map((one) => one[kind][dtype])) : undefined;
      return [
        dtype,
        {
          milliseconds: round(milliseconds),
          ...(peer !== undefined && { scipy: round(peer), overScipy: round(milliseconds / peer) }),
        },
      ];
    }),
  );
}

/** @param {number} value */
function round(value) {
  return Number(value.toPrecision(3));
}
