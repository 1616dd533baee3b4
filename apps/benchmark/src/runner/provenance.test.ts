import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../../test/support/records';
import { readSource } from './provenance';

describe('readSource', () => {
  const repository = () => {
    const folder = temporaryFolder();
    const git = (...args: string[]) =>
      execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@b', ...args], { cwd: folder });
    const write = (path: string, text: string) => {
      mkdirSync(join(folder, path, '..'), { recursive: true });
      writeFileSync(join(folder, path), text);
    };
    for (const path of ['src/a.ts', 'README.md', 'apps/benchmark/records/report.html']) write(path, '1');
    git('init', '-q');
    git('add', '.');
    git('commit', '-qm', 'first');
    return { folder, write, commit: String(git('rev-parse', 'HEAD')).trim() };
  };

  it('names the commit, and no changes where results were written beside the sources', () => {
    const { folder, write, commit } = repository();
    expect(readSource(folder)).toEqual({ commit, dirty: false });
    write('mine/records.jsonl', '{}');
    write('README.md', '2');
    write('apps/benchmark/records/report.html', '2');
    expect(readSource(folder)).toEqual({ commit, dirty: false });
    expect(readSource(join(folder, 'src'))).toEqual({ commit, dirty: false });
  });

  it('sees changed sources, from any folder', () => {
    const { folder, write, commit } = repository();
    write('src/a.ts', '2');
    expect(readSource(folder)).toEqual({ commit, dirty: true });
    expect(readSource(join(folder, 'apps'))).toEqual({ commit, dirty: true });
  });

  it('knows no commit outside a repository', () => {
    expect(readSource(temporaryFolder())).toEqual({ commit: null, dirty: false });
  });

  it('is not taken in by the repository of something else around a copy', () => {
    const { folder, write } = repository();
    write('copy/src/a.ts', '1');
    expect(readSource(join(folder, 'copy'))).toEqual({ commit: null, dirty: false });
  });
});
