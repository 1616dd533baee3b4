// Every rule of .dependency-cruiser.cjs catches its fault. All are planted at once: the report names rule and file.
import { readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, relative } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { repositoryRoot } from '../../packaging/packages.mjs';
import { WorkspaceCopy } from './workspace-copy';

/** A rule and a file, new or not, that breaks it by what is appended to it. Who adds a rule adds its plant. */
const plants: [rule: string, file: string, text: string][] = [
  [
    'random-imports',
    'packages/random/src/planted-up.ts',
    "export { backdrop } from '../../operator/src/index';",
  ],
  [
    'backend-imports',
    'packages/backend/src/planted-sibling.ts',
    "export { rocAuc } from '../../losses/src/index';",
  ],
  [
    'losses-imports',
    'packages/losses/src/planted-sibling.ts',
    "export { toNpy } from '../../fields/src/index';",
  ],
  [
    'fields-imports',
    'packages/fields/src/planted-sibling.ts',
    "export { rocAuc } from '../../losses/src/index';",
  ],
  [
    'operator-imports',
    'packages/operator/src/planted-by-name.ts',
    "export { rocAuc } from '@backdropjs/losses';",
  ],
  ['apps-apart', 'apps/docs/planted.ts', "import '../benchmark/src/cli';"],
  [
    'no-tfjs-in-numeric-cores',
    'packages/random/src/planted-tfjs.ts',
    "export { tidy } from '@tensorflow/tfjs-core';",
  ],
  [
    'no-tfjs-in-numeric-cores',
    'packages/fields/src/planted-tfjs.ts',
    "export { tidy } from '@tensorflow/tfjs-core';",
  ],
  [
    'no-tfjs-in-numeric-cores',
    'packages/losses/src/planted-tfjs.ts',
    "export { tidy } from '@tensorflow/tfjs-core';",
  ],
  [
    'tfjs-layers-behind-a-subpath',
    'packages/operator/src/planted-layers.ts',
    "export { sequential } from '@tensorflow/tfjs-layers';",
  ],
  ['run-time-dependencies', 'packages/random/src/planted-dev.ts', "export { build } from 'tsup';"],
  ['resolvable', 'packages/random/src/planted-undeclared.ts', "export { build } from 'vite';"],
  ['benchmark-has-rooms-only', 'apps/benchmark/src/planted.ts', "import './cli';"],
  ...['backend', 'fields', 'losses', 'operator'].map((name): [string, string, string] => [
    `${name}-has-rooms-only`,
    `packages/${name}/src/planted-outside.ts`,
    "import './check';",
  ]),
  [
    'backend-module-alone',
    'packages/backend/src/module/planted.ts',
    "export { tidy } from '@tensorflow/tfjs-core';",
  ],
  ['random-math-alone', 'packages/random/src/math/planted.ts', "export { key } from '../key';"],
  [
    'fields-leaves',
    'packages/fields/src/npy/planted.ts',
    "export { createSampler } from '../sampler/create-sampler';",
  ],
  ['no-cycles', 'packages/random/src/planted-a.ts', "export { b } from './planted-b';\nexport const a = 1;"],
];

interface Rule {
  name: string;
  from: { path?: string };
  to: { path?: string };
}
const { forbidden } = createRequire(import.meta.url)(join(repositoryRoot, '.dependency-cruiser.cjs')) as {
  forbidden: Rule[];
};

/** Rules between rooms are of one shape, `^folder/room/` to `^folder/(room|room)/`, with one room or several on each side. */
for (const { name, from, to } of forbidden) {
  const room = from.path?.match(/^\^([^[\]]+)\/$/)?.[1]?.replace(/\(([^|]+)\|.*\)$/, '$1');
  const [, folder, others] = to.path?.match(/^\^([^()[\]]+)\/\(([^()[\]]+)\)\/$/) ?? [];
  if (!room || !folder || !others) continue;
  const above = join(folder, others.split('|').at(-1)!);
  const files = readdirSync(join(repositoryRoot, above), { recursive: true, encoding: 'utf8' });
  const [file] = files.filter((entry) => /(?<!\.test)\.ts$/.test(entry));
  if (!file) throw new Error(`plant: ${above} must hold a source file, got none; adapt the rule ${name}`);
  plants.push([
    name,
    `${room}/planted-above-${name}.ts`,
    `import '${relative(room, join(above, file)).replace(/\.ts$/, '')}';`,
  ]);
}

const copy = new WorkspaceCopy();
afterAll(() => copy.remove());

/** Violations as `rule file`. */
function violations(): string[] {
  const { text } = copy.run(
    'node_modules/.bin/depcruise',
    'packages',
    'apps',
    '--config',
    '.dependency-cruiser.cjs',
    '--output-type',
    'json',
  );
  const { summary } = JSON.parse(text) as {
    summary: { violations: { rule: { name: string }; from: string }[] };
  };
  return summary.violations.map(({ rule, from }) => `${rule.name} ${from}`);
}

describe('import rules', () => {
  let found: string[];
  beforeAll(() => {
    copy.write('packages/random/src/planted-b.ts', "export { a } from './planted-a';\nexport const b = 2;\n");
    for (const [, file, text] of plants) {
      copy.write(file, `${copy.read(file)}${text}\n`);
    }
    found = violations();
  });

  it('find nothing but the plants in the tree as it is', () => {
    expect(found.filter((violation) => !/\/planted[\w-]*\.ts$/.test(violation))).toEqual([]);
  });

  it.each(plants)('%s catches %s', (rule, file) => expect(found).toContain(`${rule} ${file}`));

  it('each have a plant', () => {
    const known = new Set(plants.map(([rule]) => rule));
    expect(forbidden.map(({ name }) => name).filter((name) => !known.has(name))).toEqual([]);
  });
});
