// What a package ships cannot change unsaid: check:changesets, after a release.
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { changeset, release } from './release';
import { WorkspaceCopy } from './workspace-copy';

const copy = new WorkspaceCopy();
beforeAll(() => release(copy));
afterEach(() => copy.restore());
afterAll(() => copy.remove());

const check = () => copy.run('node', 'tools/checks/changesets.mjs');
const append = (path: string, text = '\n// planted\n') => copy.write(path, `${copy.read(path)}${text}`);
const manifest = 'packages/operator/package.json';

/** What needs a changeset, each by a change of its own. */
const shipped: [what: string, plant: () => void][] = [
  ['a source', () => append('packages/operator/src/scale.ts')],
  [
    'a new source that git does not know yet',
    () => copy.write('packages/operator/src/planted.ts', 'export {};\n'),
  ],
  ['the README', () => append('packages/operator/README.md')],
  ['the license', () => append('LICENSE')],
  ['the build', () => append('packages/operator/tsup.config.ts')],
  [
    'a peer range',
    () =>
      copy.edit(manifest, '"@tensorflow/tfjs-core": ">=4.17.0 <5"', '"@tensorflow/tfjs-core": ">=4.18.0 <5"'),
  ],
  [
    'a dependency',
    () => copy.edit(manifest, '"@backdropjs/random": "workspace:^"', '"@backdropjs/random": "workspace:*"'),
  ],
  ['the floor of Node', () => copy.edit(manifest, '">=20.19"', '">=22.12"')],
  ['files', () => copy.edit(manifest, '"!src/**/*.test.ts"', '"!src/**/*.test.*"')],
];

/** What users never get. */
const unshipped: [what: string, plant: () => void][] = [
  ['nothing', () => undefined],
  ['a test beside its source', () => append('packages/operator/src/backdrop.test.ts')],
  ['a test across modules', () => append('packages/operator/test/size.test.ts')],
  ['a benchmark', () => append('packages/operator/bench/run.mjs')],
  ['a devDependency', () => copy.edit(manifest, '"tsup": "catalog:"', '"tsup": "^8.0.0"')],
  ['a script', () => copy.edit(manifest, '"build": "tsup"', '"build": "tsup --silent"')],
  ['an application', () => append('apps/docs/README.md')],
];

describe('a change of what operator ships', () => {
  it.each(shipped)('%s needs a changeset', (_, plant) => {
    plant();
    const { status, text } = check();
    expect(status).toBe(1);
    expect(text).toMatch(/@backdropjs\/operator: .* needs a changeset of at least (patch|minor), got none/);
    changeset(copy, 'operator', 'minor');
    for (const other of ['backend', 'fields', 'losses', 'random']) changeset(copy, other, 'patch');
    expect(check().text).toBe('');
  });

  it.each(unshipped)('%s needs none', (_, plant) => {
    plant();
    expect(check()).toEqual({ status: 0, text: '' });
  });
});

it('a change of a peer range is too much for a patch', () => {
  shipped.find(([what]) => what === 'a peer range')![1]();
  changeset(copy, 'operator', 'patch');
  expect(check().text).toContain(
    'operator: changed peerDependencies since 0.1.0, which needs a changeset of at least minor, got patch',
  );
});

it('compares with the last release, not with the last change of a file', () => {
  append('packages/operator/src/scale.ts');
  copy.commit('a change');
  append('apps/docs/README.md');
  copy.commit('another');
  expect(check().text).toContain('operator: changed packages/operator/src/scale.ts');
  copy.git('reset', '-q', '--hard', 'HEAD~2');
});

it('from 1.0 on, a break is a major', () => {
  const before = copy.git('rev-parse', 'HEAD');
  for (const folder of ['backend', 'fields', 'losses', 'operator', 'random']) {
    copy.edit(`packages/${folder}/package.json`, '"version": "0.1.0"', '"version": "1.0.0"');
  }
  copy.commit('release 1.0.0');
  copy.edit('packages/random/api/index.txt', /^function permutation.*$/m, '');
  copy.edit('packages/losses/api/index.txt', '\n\n', '\n\ntype Planted = number;\n\n');
  changeset(copy, 'random', 'minor');
  changeset(copy, 'losses', 'patch');
  const { text } = check();
  copy.git('reset', '-q', '--hard', before);
  expect(text).toMatch(/random: .* lost .* at least major, got minor/);
  expect(text).toMatch(/losses: .* gained .* at least minor, got patch/);
});

it('before the first release, each package announces it', () => {
  copy.git('checkout', '-q', 'HEAD~1');
  copy.git('rm', '-q', '--', '.changeset/random-first-release.md');
  expect(check().text).toContain('@backdropjs/random: is not released yet');
  copy.git('reset', '-q', '--hard');
  copy.git('checkout', '-q', 'main');
});
