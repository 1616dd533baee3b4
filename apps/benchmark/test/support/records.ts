import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { findExperiment } from '../../src/experiments';
import { listRuns, type Run } from '../../src/experiments/run-list';
import type { RunRecord } from '../../src/records/record';

/** A folder that is removed when the test ends. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'backdrop-benchmark-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** A file that is removed when the test ends. */
export function temporaryFile(content: string | Buffer, name = 'file'): string {
  const path = join(temporaryFolder(), name);
  writeFileSync(path, content);
  return path;
}

export function runsOf(experiment: string, preset: string, seeds?: number[], arms?: string[]): Run[] {
  return listRuns(findExperiment(experiment), preset, { backend: 'wasm', seeds, arms });
}

/** A record of a run with made-up results, the same at every call. */
export function recordOf({ task: _, ...run }: Run, metrics: Record<string, number>): RunRecord {
  return {
    ...run,
    metrics,
    curve: [
      { step: 150, ...scaled(metrics, 0.9) },
      { step: 300, ...metrics },
    ],
    seconds: 2,
    peakMemory: 300,
    provenance: {
      commit: '0123456789abcdef0123456789abcdef01234567',
      dirty: false,
      node: 'v20.20.0',
      packages: { '@backdropjs/operator': '0.1.0', '@tensorflow/tfjs-core': '4.22.0' },
      machine: { cpu: 'Fixture CPU', cores: 2, platform: 'linux-x64' },
      backend: { name: 'wasm', simd: true },
    },
  };
}

function scaled(metrics: Record<string, number>, factor: number): Record<string, number> {
  return Object.fromEntries(Object.entries(metrics).map(([name, value]) => [name, value * factor]));
}
