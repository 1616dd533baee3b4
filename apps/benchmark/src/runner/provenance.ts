import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { availableParallelism, cpus } from 'node:os';
import { join } from 'node:path';
import { packageRoot } from '../files/package-root';
import type { Provenance } from '../records/record';

/** What the records of this process share; the thread adds its backend. */
export function collectProvenance(): Omit<Provenance, 'backend'> {
  return {
    ...readSource(),
    node: process.version,
    packages: packageVersions(),
    machine: {
      cpu: cpus()[0]?.model.trim() ?? 'unknown',
      cores: availableParallelism(),
      platform: `${process.platform}-${process.arch}`,
    },
  };
}

/**
 * The commit that the sources in a folder come from, and whether they differ from it. Documents and published records are
 * no sources, and files that git does not know are left out: results may lie beside the sources.
 */
export function readSource(folder = packageRoot): Pick<Provenance, 'commit' | 'dirty'> {
  const git = (...args: string[]) => {
    const { status, stdout } = spawnSync('git', args, { cwd: folder, encoding: 'utf8' });
    return status === 0 ? stdout.trim() : undefined;
  };
  // A copy without a history of its own may lie in the repository of something else.
  const commit = git('ls-files') ? (git('rev-parse', 'HEAD') ?? null) : null;
  const sources = [':(top)', ':(top,exclude)*.md', ':(top,exclude)apps/benchmark/records'];
  const changes = () => git('status', '--porcelain', '--untracked-files=no', '--', ...sources);
  return { commit, dirty: commit !== null && changes() !== '' };
}

/** Versions of the packages that decide about the numbers. */
function packageVersions(): Record<string, string> {
  const { dependencies } = readJson(join(packageRoot, 'package.json'));
  const require = createRequire(join(packageRoot, 'package.json'));
  const names = Object.keys(dependencies as object).filter((name) =>
    /^@(backdropjs|tensorflow)\//.test(name),
  );
  return Object.fromEntries(
    names.map((name) => [name, String(readJson(require.resolve(`${name}/package.json`))['version'])]),
  );
}

function readJson(path: string): Record<string, unknown> {
  return JSON.parse(readFileSync(path, 'utf8'));
}
