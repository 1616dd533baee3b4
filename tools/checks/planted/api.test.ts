// A change of the public types fails check:api, and check:changesets when its changeset is too small.
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { changeset, release } from './release';
import { WorkspaceCopy } from './workspace-copy';

const copy = new WorkspaceCopy();
beforeAll(() => release(copy));
afterEach(() => copy.restore());
afterAll(() => copy.remove());

const api = (...args: string[]) => copy.run('node', 'tools/checks/api.mjs', 'random', ...args);
const changesets = () => copy.run('node', 'tools/checks/changesets.mjs');

/** Faults in the sources of random, each with a line that the check prints, and what changes in the report. */
const plants: [
  fault: string,
  file: string,
  from: string | RegExp,
  to: string,
  said: string,
  before: string,
  after: string,
][] = [
  [
    'a removed export',
    'index.ts',
    "export { foldIn } from './fold-in';\n",
    '',
    '- function foldIn(key: Key, ...data: Seed[]): Key;',
    'function foldIn(key: Key, ...data: Seed[]): Key;',
    '',
  ],
  [
    'a renamed type',
    'index.ts',
    'NumberArray, Seed }',
    'NumberArray, Seed as SeedLike }',
    '+ SeedLike is:',
    'type Seed = bigint | number | string;',
    'SeedLike is:\ntype Seed = bigint | number | string;',
  ],
  [
    'a narrowed option',
    'types.ts',
    /^ *\| Int8Array\n/m,
    '',
    '- type NumberArray = FloatArray | Int16Array | Int32Array | Int8Array | Uint16Array | Uint32Array | Uint8Array | Uint8ClampedArray;',
    'Int8Array | ',
    '',
  ],
  [
    'a changed return type',
    'permutation.ts',
    'key: Key, n: number): Uint32Array<ArrayBuffer>',
    'key: Key, n: number): ArrayLike<number>',
    '+ function permutation(key: Key, n: number): ArrayLike<number>;',
    'function permutation(key: Key, n: number): Uint32Array<ArrayBuffer>;',
    'function permutation(key: Key, n: number): ArrayLike<number>;',
  ],
];
const report = 'packages/random/api/index.txt';

it('the types as built are those of the reports', () => {
  expect(copy.run('node', 'tools/checks/api.mjs')).toEqual({ status: 0, text: '' });
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
  const types = () => copy.run('node', 'tools/checks/types.mjs', 'packages/random');
  expect(types()).toEqual({ status: 0, text: '' });
  const [, file, from, to] = plants.find(([fault]) => fault === 'a changed return type')!;
  copy.edit(`packages/random/src/${file}`, from, to);
  const { status, text } = types();
  expect(status).not.toBe(0);
  expect(text).toContain('packages/random/test/types.test-d.ts');
});

describe('faults of types', () => {
  let changed: { status: number | null; text: string };
  // All at once, since declarations take long to build: the check prints every line that differs.
  beforeAll(() => {
    for (const [, file, from, to] of plants) copy.edit(`packages/random/src/${file}`, from, to);
    const built = copy.run('pnpm', '--dir', 'packages/random', 'exec', 'tsup', '--dts-only', '--no-clean');
    expect(built).toMatchObject({ status: 0 });
    changed = api();
  });

  it.each(plants)('%s fails', (_, _file, _from, _to, said) => {
    expect(changed.status).toBe(1);
    expect(changed.text).toContain(`${said}\n`);
  });

  it.each(plants)('%s is too much for a patch', (_, _file, _from, _to, _said, before, after) => {
    copy.edit(report, before, after);
    changeset(copy, 'random', 'patch');
    const tooSmall = changesets();
    expect(tooSmall.status).toBe(1);
    expect(tooSmall.text).toMatch(
      /random: packages\/random\/api\/index\.txt (lost|gained) .* at least minor, got patch/,
    );
    changeset(copy, 'random', 'minor');
    expect(changesets().text).toBe('');
  });
});
