// The tests of one package, over sources in which every mutant waits behind a switch that `trials.ts` turns.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { nodeProject } from '../../testing/vitest';

const { package: name, sources } = JSON.parse(readFileSync(process.env['BACKDROPJS_MUTATION_PLAN']!, 'utf8'));
const { plugins, ...project } = nodeProject(name, {
  root: fileURLToPath(new URL(`../../../packages/${name}`, import.meta.url)),
  // What reads sources or bundles instead of running them, and what runs in another thread, sees no mutant.
  exclude: ['**/node_modules/**', '**/{size,docstrings,readme,binary,workers,realms}.test.ts'],
  isolate: name === 'backend',
  pool: 'forks',
  maxWorkers: 1,
  testTimeout: 20_000,
  hookTimeout: 20_000,
  runner: fileURLToPath(new URL('trials.ts', import.meta.url)),
});

export default {
  ...project,
  plugins: [...plugins!, { name: 'mutants', enforce: 'pre', load: (id: string) => sources[id] }],
};
