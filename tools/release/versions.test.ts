// What `changeset version` makes of changesets: versions, ranges and changelogs.
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { changeset, release } from '../checks/planted/release';
import { WorkspaceCopy } from '../checks/planted/workspace-copy';

const folders = ['backend', 'fields', 'losses', 'operator', 'random'];
const copy = new WorkspaceCopy();
afterAll(() => copy.remove());

const manifest = (folder: string) =>
  JSON.parse(copy.read(`packages/${folder}/package.json`)) as { version: string };
const versions = () => Object.fromEntries(folders.map((folder) => [folder, manifest(folder).version]));
const changelog = (folder: string) => copy.read(`packages/${folder}/CHANGELOG.md`);

function version(...args: string[]): void {
  copy.commit('changesets');
  const { status, text } = copy.run('node_modules/.bin/changeset', 'version', ...args);
  if (status !== 0) throw new Error(text);
}

describe('the first release', () => {
  beforeAll(() => version());
  afterAll(() => copy.restore());

  it('gives every package 0.1.0 and a changelog', () => {
    expect(new Set(Object.values(versions()))).toEqual(new Set(['0.1.0']));
    for (const folder of folders) expect(changelog(folder)).toMatch(/## 0\.1\.0\n\n### Minor Changes\n\n- /);
  });

  it('links each entry to the commit that brought it', () => {
    expect(changelog('random')).toMatch(
      /- \[`[0-9a-f]{7}`\]\(https:\/\/\S+\/commit\/[0-9a-f]{40}\) First release/,
    );
  });

  it('leaves applications as they are, and links between packages to the workspace', () => {
    expect(copy.git('status', '--porcelain', 'apps', 'tools')).toBe('');
    expect(copy.read('packages/operator/package.json')).toContain('"@backdropjs/random": "workspace:^"');
  });
});

describe('later releases', () => {
  let first: string;
  beforeAll(() => {
    release(copy);
    first = copy.git('rev-parse', 'HEAD');
  });
  afterEach(() => {
    copy.restore();
    copy.git('reset', '-q', '--hard', first);
  });
  const base = { backend: '0.1.0', fields: '0.1.0', losses: '0.1.0', operator: '0.1.0', random: '0.1.0' };

  it('a minor of random is a patch of what depends on it', () => {
    changeset(copy, 'random', 'minor');
    version();
    expect(versions()).toEqual({ ...base, random: '0.2.0', fields: '0.1.1', operator: '0.1.1' });
    expect(changelog('fields')).toContain('Updated dependencies: @backdropjs/random 0.2.0');
  });

  it('a major of random is a patch of what depends on it', () => {
    changeset(copy, 'random', 'major');
    version();
    expect(versions()).toEqual({ ...base, random: '1.0.0', fields: '0.1.1', operator: '0.1.1' });
  });

  it('a minor of backend is that of backend alone', () => {
    changeset(copy, 'backend', 'minor');
    version();
    expect(versions()).toEqual({ ...base, backend: '0.2.0' });
  });

  it('a patch of all', () => {
    for (const folder of folders) changeset(copy, folder, 'patch');
    version();
    expect(new Set(Object.values(versions()))).toEqual(new Set(['0.1.1']));
  });

  it('a snapshot', () => {
    changeset(copy, 'losses', 'minor');
    version('--snapshot', 'canary');
    expect(versions()).toEqual({ ...base, losses: expect.stringMatching(/^0\.2\.0-canary-\d{14}$/) });
  });
});
