// The core files, on which all results rest, and what the last runs found in them: `found/<package>.json`. A verdict on a survivor is
// written there by hand, and stays when the file is run again, while what a run itself says (`said`) is said anew by each.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { repositoryRoot } from '../../packaging/packages.mjs';

/** Files and folders in the `src` of each package. */
const core = {
  random: [
    ...[
      'bernoulli.ts',
      'bits.ts',
      'bounded.ts',
      'draw-bernoulli.ts',
      'draw-bits.ts',
      'draw-normal.ts',
      'fold-in.ts',
      'integers.ts',
      'key.ts',
    ],
    ...['normal.ts', 'permutation.ts', 'split.ts', 'threefry.ts', 'uniform.ts'],
  ],
  operator: [
    'backdrop.ts',
    'mask.ts',
    'masks',
    'non-decomposable',
    'rate-schedule.ts',
    'sample-mask.ts',
    'scale.ts',
  ],
  losses: [
    ...[
      'core/comparisons',
      'core/isotonic.ts',
      'core/lists.ts',
      'core/sort.ts',
      'losses/concordance',
      'losses/pairwise',
    ],
    ...['losses/average-precision.ts', 'losses/partial-likelihood.ts'],
  ],
  fields: ['fft', 'sampler', 'synthesis', 'torus'],
  backend: [
    ...[
      'init-backend.ts',
      'fused',
      'heap/affine.ts',
      'heap/conv2d.ts',
      'heap/deferred.ts',
      'heap/heap-tensor.ts',
    ],
    ...['heap/pending.ts', 'heap/relu-gradient.ts', 'heap/tensor-heap.ts', 'tfjs/undo-allocations.ts'],
  ],
};
export const packages = Object.keys(core);

/** The core files of a package, relative to the repository. */
export function coreFiles(name) {
  const list = (path) =>
    statSync(join(repositoryRoot, path)).isFile()
      ? [path]
      : readdirSync(join(repositoryRoot, path)).flatMap((entry) => list(`${path}/${entry}`));
  return core[name]
    .flatMap((path) => list(`packages/${name}/src/${path}`))
    .filter((path) => path.endsWith('.ts') && !path.endsWith('.test.ts'))
    .sort();
}

/** A core file as it is now. */
export const read = (file) => readFileSync(join(repositoryRoot, file), 'utf8');

/** Of a file's text. */
export const hashOf = (text) => createHash('sha256').update(text).digest('hex').slice(0, 16);

const folder = join(import.meta.dirname, 'found');

/** What the last runs found in files of a package. */
export function readResult(name) {
  const path = join(folder, `${name}.json`);
  return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : [];
}

export function writeResult(name, files) {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, `${name}.json`), `${JSON.stringify(files, null, 2)}\n`);
}

/** What a run says of survivors that no test has let pass. */
export const said = { late: 'in loading, not tried yet', unreached: 'no test reaches it' };

/** What `check:coverage --write` measured last. */
export const coverageFile = join(folder, 'coverage.json');
