// A change of the public types fails check:api, and check:changesets when its changeset is too small.
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { changeset, release } from './release';
import { WorkspaceCopy } from './workspace-copy';

const copy = new WorkspaceCopy();
beforeAll(() => release(copy));
afterEach(() => copy.restore());
afterAll(() => copy.remove());

const api = (...args: string[]) => copy.run('node', 'tools/checks/api.mjs', 'random', ...args);
const changesets = () => copy.run('node', 'tools/checks/changesets.mjs');

/** Faults in the sources of random, and a line of the report. */
const plants: [fault: string, file: string, from: string | RegExp, to: string, said: string][] = [
  [
    'a removed export',
    'index.ts',
    "export { permutation } from './permutation';\n",
    '',
    '- function permutation(key: Key, n: number)',
  ],
  ['a renamed type', 'index.ts', 'NumberArray, Seed }', 'NumberArray, Seed as SeedLike }', '+ SeedLike is:'],
  ['a narrowed option', 'types.ts', /^ *\| Int8Array\n/m, '', '- type NumberArray ='],
  [
    'a changed return type',
    'permutation.ts',
    'key: Key, n: number): Uint32Array<ArrayBuffer>',
    'key: Key, n: number): ArrayLike<number>',
    '+ function permutation(key: Key, n: number): ArrayLike<number>',
  ],
];

it('the types as built are those of the reports', () => {
  expect(copy.run('node', 'tools/checks/api.mjs')).toEqual({ status: 0, text: '' });
});

it.each(plants)('%s fails, and is too much for a patch', (_, file, from, to, said) => {
  copy.edit(`packages/random/src/${file}`, from, to);
  const built = copy.run('pnpm', '--dir', 'packages/random', 'exec', 'tsup', '--dts-only', '--no-clean');
  expect(built).toMatchObject({ status: 0 });
  const changed = api();
  expect(changed.status).toBe(1);
  expect(changed.text).toContain(said);

  expect(api('--write').status).toBe(0);
  changeset(copy, 'random', 'patch');
  const tooSmall = changesets();
  expect(tooSmall.status).toBe(1);
  expect(tooSmall.text).toMatch(/random: packages\/random\/api\/index\.txt .* at least minor, got patch/);
  changeset(copy, 'random', 'minor');
  expect(changesets().text).toBe('');
});

it('a subpath that is dropped fails, and is too much for a patch', () => {
  copy.edit('packages/random/package.json', /"\.\/math": \{[\s\S]*?\n {4}\},\n/, '');
  const changed = api();
  expect(changed.status).toBe(1);
  expect(changed.text).toContain('packages/random/api/math.txt');

  expect(api('--write').status).toBe(0);
  changeset(copy, 'random', 'patch');
  expect(changesets().text).toMatch(/random\/api\/math\.txt lost .* at least minor, got patch/);
});

it('a type that is no longer what its test says fails the compiler', () => {
  const types = () => copy.run('node_modules/.bin/tsc', '-p', 'packages/random');
  expect(types()).toEqual({ status: 0, text: '' });
  const [, file, from, to] = plants.find(([fault]) => fault === 'a changed return type')!;
  copy.edit(`packages/random/src/${file}`, from, to);
  const { status, text } = types();
  expect(status).not.toBe(0);
  expect(text).toContain('packages/random/test/types.test-d.ts');
});
