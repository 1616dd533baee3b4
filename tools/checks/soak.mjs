// The soak in full (`pnpm run check:soak`, minutes): what goes on for hours neither grows nor drifts, see apps/benchmark/test/soak.test.ts.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { repositoryRoot } from '../packaging/packages.mjs';

const { packageManager } = JSON.parse(readFileSync(join(repositoryRoot, 'package.json'), 'utf8'));
const run = (...args) =>
  spawnSync('npx', ['--yes', '--prefer-offline', packageManager, 'exec', ...args], {
    cwd: repositoryRoot,
    stdio: 'inherit',
    env: { ...process.env, BACKDROPJS_SOAK: 'full' },
  }).status ?? 1;

process.exitCode =
  run('turbo', 'run', 'build', '--filter=@backdropjs/benchmark', '--output-logs=errors-only') ||
  run('vitest', 'run', '--project', 'benchmark', 'apps/benchmark/test/soak.test.ts');
