// Each package alone, in a project of its own with nothing but its peers; and those that build on tfjs with the oldest that they take.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { run } from '../release/run.mjs';
import { addPrograms, entry, installProject, print } from './folders.mjs';

const core = { '@tensorflow/tfjs-core': '4.22.0' };
/** The oldest tfjs that the packages take. */
const oldest = ['core', 'layers', 'backend-wasm'].map((part) => [`@tensorflow/tfjs-${part}`, '4.17.0']);
const peers = {
  random: {},
  fields: {},
  losses: {},
  operator: { ...core, '@tensorflow/tfjs-backend-cpu': '4.22.0' },
  backend: { ...core, '@tensorflow/tfjs-backend-wasm': '4.22.0' },
};

/** @type {import('./index.mjs').Consumer[]} */
export const alone = [
  ...Object.entries(peers).map(([name, peer]) => only(`${name} alone`, [name], [name], peer)),
  {
    ...only(
      'all with tfjs 4.17',
      ['backend', 'losses', 'operator'],
      ['backend', 'fit', 'operator', 'losses', 'layers', 'training'],
      Object.fromEntries(oldest),
    ),
    short: true,
  },
];

function only(name, ours, programs, peer) {
  return {
    name,
    programs,
    async run({ folder, npmrc, versions }) {
      const project = join(folder, '..', name.replace(/\W+/g, '-'));
      const packages = Object.fromEntries(ours.map((one) => [`@backdropjs/${one}`, versions[one]]));
      await installProject(project, { ...packages, ...peer }, npmrc);
      addPrograms(project);
      writeFileSync(join(project, 'main.mjs'), entry(programs, print));
      const { stdout, stderr } = await run(process.execPath, ['main.mjs'], { cwd: project });
      return { results: JSON.parse(stdout.trim().split('\n').at(-1)), stderr };
    },
  };
}
