// Each check of what a package ships catches its fault, in a tarball that was packed from it.
import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, expect, it } from 'vitest';
import { contentChecks, readTarball } from '../../packaging/contents.mjs';
import { type Manifest, publicPackages, repositoryRoot } from '../../packaging/packages.mjs';
import { sideEffectProblems } from '../../packaging/side-effects.mjs';
import { WorkspaceCopy } from './workspace-copy';

const copy = new WorkspaceCopy();
afterEach(() => copy.restore());
afterAll(() => copy.remove());

/** What the checks say about a package as it stands in the copy. */
function findings(folder: string): Record<string, string[]> {
  const packed = copy.run('pnpm', '--dir', `packages/${folder}`, 'pack', '--pack-destination', copy.root);
  if (packed.status !== 0) throw new Error(`pnpm pack failed: ${packed.text}`);
  const file = join(copy.root, readdirSync(copy.root).find((name) => name.endsWith('.tgz'))!);
  const tarball = readTarball(file);
  rmSync(file);
  const said = Object.entries(contentChecks).map(([name, check]) => [name, check(tarball)] as const);
  return Object.fromEntries(said.filter(([, problems]) => problems.length > 0));
}

const manifest = 'packages/random/package.json';
const source = 'packages/random/src/key.ts';
const plants: [check: string, fault: string, plant: () => void][] = [
  ['has the papers', 'no license', () => rmSync(join(copy.root, 'LICENSE'))],
  [
    'has the papers',
    'no changelog after a release',
    () => copy.edit(manifest, '"version": "0.0.0"', '"version": "0.1.0"'),
  ],
  ['has no test', 'a test', () => copy.edit(manifest, '      "!src/**/*.test.ts",\n'.slice(2), '')],
  ['names no folder of any machine', 'this checkout', () => copy.edit(source, /$/, `// ${repositoryRoot}\n`)],
  [
    'names no folder of any machine',
    'a home on Linux',
    () => copy.edit(source, /$/, '// see /home/someone/notes\n'),
  ],
  [
    'names no folder of any machine',
    'a home on macOS',
    () => copy.edit(source, /$/, '// see /Users/someone/notes\n'),
  ],
  [
    'names no folder of any machine',
    'a home on Windows',
    () => copy.edit(source, /$/, '// see C:\\Users\\someone\n'),
  ],
  [
    'runs no text as a program and loads none from elsewhere',
    'an eval',
    () => copy.write('packages/random/dist/planted.js', 'export const planted = eval("1");\n'),
  ],
  [
    'names the owners of what it bundles',
    'an owner without a notice',
    () =>
      copy.write(
        'packages/random/dist/planted.js',
        '/** @license Copyright 2020 Someone Else. All Rights Reserved. */\n',
      ),
  ],
  [
    'names versions, not links of the workspace',
    'a link that pnpm does not know',
    () => copy.edit(manifest, '"keywords": [', '"keywords": ["workspace:^",'),
  ],
  [
    'installs by unpacking alone',
    'an install script',
    () => copy.edit(manifest, '"scripts": {', '"scripts": { "postinstall": "node x.mjs",'),
  ],
  [
    'depends on nothing but random',
    'a dependency',
    () =>
      copy.edit(manifest, '"devDependencies"', '"dependencies": { "left": "1.0.0" },\n  "devDependencies"'),
  ],
  [
    'says where it comes from',
    'another repository',
    () => copy.edit(manifest, /git\+https:[^"]*/, 'git+https://example.org/fork.git'),
  ],
  [
    'has every file that it names',
    'an entry that is not built',
    () => copy.edit(manifest, './dist/math.cjs', './dist/maths.cjs'),
  ],
  [
    'has every file that it names',
    'a side effect of a file that is not there',
    () => copy.edit(manifest, '"sideEffects": false', '"sideEffects": ["./src/gone.ts"]'),
  ],
  [
    'has each source once',
    'sources in the maps',
    () => copy.edit('packages/random/dist/index.js.map', '{', '{"sourcesContent":["x"],'),
  ],
];

it('the packages as they are have no faults', () => {
  for (const folder of ['random', 'backend']) expect(findings(folder)).toEqual({});
});

it.each(plants)('"%s" catches %s', (check, _, plant) => {
  plant();
  expect(Object.keys(findings('random'))).toContain(check);
});

it('"weighs less than 400 kB" catches what weighs more', () => {
  const heavy = { files: new Map(), manifest: {} as Manifest, bytes: 400_001 };
  expect(contentChecks['weighs less than 400 kB']!(heavy)).toEqual(['weighs 400001 bytes']);
});

it('a false sideEffects is found, and one that is too wide', async () => {
  const { directory, manifest } = publicPackages().find(({ folder }) => folder === 'operator')!;
  expect(await sideEffectProblems(directory, manifest)).toEqual([]);
  expect((await sideEffectProblems(directory, { ...manifest, sideEffects: false })).join()).toContain(
    'operator/layers acts when it is imported: sideEffects must name ./dist/layers.js',
  );
  const wide = [...(manifest.sideEffects as string[]), './dist/index.js'];
  expect((await sideEffectProblems(directory, { ...manifest, sideEffects: wide })).join()).toContain(
    'must not name ./dist/index.js',
  );
});

it('each check has a plant', () => {
  const known = new Set([...plants.map(([check]) => check), 'weighs less than 400 kB']);
  expect(Object.keys(contentChecks).filter((name) => !known.has(name))).toEqual([]);
});
