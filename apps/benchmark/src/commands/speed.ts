import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../package-root';

/** Options of `bench speed`. */
export interface SpeedOptions {
  /** The packages to time. Default: all that have benchmarks. */
  only?: string[];
  json?: boolean;
}

const packagesFolder = join(packageRoot, '..', '..', 'packages');

/**
 * Runs the benchmarks of the packages, `packages/<name>/bench/run.mjs`, one after the other, and prints what they report.
 * Peers such as PyTorch are reported as absent where they are not installed.
 */
export function speed({ only, json = false }: SpeedOptions): void {
  const all = readdirSync(packagesFolder).filter((name) => existsSync(benchmarkOf(name)));
  const unknown = only?.filter((name) => !all.includes(name)) ?? [];
  if (unknown.length > 0) {
    throw new Error(
      `bench speed: no benchmarks of ${unknown.join(', ')}; there are some of ${all.join(', ')}`,
    );
  }
  const results: Record<string, unknown> = {};
  for (const name of only ?? all) {
    // What a benchmark says while it works goes to standard error, its result to standard output.
    const { status, stdout } = spawnSync(process.execPath, [benchmarkOf(name), '--json'], {
      stdio: ['ignore', 'pipe', 'inherit'],
      encoding: 'utf8',
      maxBuffer: 2 ** 26,
    });
    if (status !== 0) throw new Error(`bench speed: the benchmarks of ${name} failed with status ${status}`);
    results[name] = JSON.parse(stdout.trim().split('\n').at(-1)!);
    if (!json) console.log(`${name}\n${JSON.stringify(results[name], undefined, 2)}\n`);
  }
  if (json) console.log(JSON.stringify(results));
}

function benchmarkOf(name: string): string {
  return join(packagesFolder, name, 'bench', 'run.mjs');
}
