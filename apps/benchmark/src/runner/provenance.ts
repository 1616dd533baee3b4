import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { availableParallelism, cpus } from 'node:os';
import { join } from 'node:path';
import { packageRoot } from '../package-root';
import type { Provenance } from '../records/record';

/** What the records of this process share; the worker adds its backend. */
export function collectProvenance(): Omit<Provenance, 'backend'> {
  return {
    commit: git('rev-parse', 'HEAD') ?? null,
    dirty: Boolean(git('status', '--porcelain')),
    node: process.version,
    packages: packageVersions(),
    machine: {
      cpu: cpus()[0]?.model.trim() ?? 'unknown',
      cores: availableParallelism(),
      platform: `${process.platform}-${process.arch}`,
    },
  };
}

function git(...args: string[]): string | undefined {
  const { status, stdout } = spawnSync('git', args, { cwd: packageRoot, encoding: 'utf8' });
  return status === 0 ? stdout.trim() : undefined;
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
