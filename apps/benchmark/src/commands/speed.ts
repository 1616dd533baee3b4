import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { checkNames, fail } from '../check';
import { packageRoot } from '../files/package-root';
import { renderText } from '../report/render-text';
import type { Table } from '../report/tables/table';

/** Options of `bench speed`. */
export interface SpeedOptions {
  /** The packages to time. Default: all that have benchmarks. */
  only?: string[];
  json?: boolean;
}

interface Times {
  min: number;
  median: number;
}

/** What the packages' benchmarks give, see `tools/bench/bench.mjs`; this shape is a contract with what reads it. */
export interface SpeedRow {
  suite: string;
  case: string;
  milliseconds: Times;
  peers: Record<string, Times>;
  /** Our smallest time over the peer's. */
  ratios: Record<string, number>;
}

const packagesFolder = join(packageRoot, '..', '..', 'packages');

/**
 * Runs the benchmarks of the packages, `packages/<name>/bench/run.mjs`, one after the other, and prints one table of what
 * they report, or one list as JSON in the last line. Peers such as PyTorch are reported as absent where they are not
 * installed.
 */
export function speed({ only, json = false }: SpeedOptions): void {
  const all = readdirSync(packagesFolder).filter((name) => existsSync(benchmarkOf(name)));
  checkNames('speed', '--only', only ?? [], all);
  const rows = (only ?? all).flatMap(runBenchmark);
  console.log(json ? JSON.stringify(rows) : renderText(speedTable(rows)));
}

function benchmarkOf(name: string): string {
  return join(packagesFolder, name, 'bench', 'run.mjs');
}

function runBenchmark(name: string): SpeedRow[] {
  // What a benchmark says while it works goes to standard error, its result to standard output.
  const { status, stdout } = spawnSync(process.execPath, [benchmarkOf(name), '--json'], {
    stdio: ['ignore', 'pipe', 'inherit'],
    encoding: 'utf8',
    maxBuffer: 2 ** 26,
  });
  if (status !== 0) fail('speed', `the benchmarks of ${name} must end with status 0`, String(status));
  return JSON.parse(stdout.trim().split('\n').at(-1)!);
}

/** A row a case, and one more for each further peer. `noise` is the median over the smallest time. */
export function speedTable(rows: readonly SpeedRow[]): Table {
  return {
    columns: [
      { name: 'suite', words: true },
      { name: 'case', words: true },
      { name: 'ms' },
      { name: 'noise' },
      { name: 'peer', words: true },
      { name: 'its ms' },
      { name: 'its noise' },
      { name: 'ratio' },
    ],
    rows: rows.flatMap((row) => {
      const peers = Object.entries(row.peers);
      return (peers.length > 0 ? peers : [undefined]).map((peer, index) => ({
        cells: [
          ...(index === 0 ? [row.suite, row.case, ...timeCells(row.milliseconds)] : ['', '', '', '']),
          ...(peer ? [peer[0], ...timeCells(peer[1]), row.ratios[peer[0]]!.toFixed(2)] : ['', '', '', '']),
        ],
      }));
    }),
  };
}

function timeCells({ min, median }: Times): string[] {
  return [min < 10 ? min.toPrecision(2) : min.toFixed(0), (median / min).toFixed(2)];
}
