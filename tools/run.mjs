// Entry of `npm test`, `npm run reproduce` and the workflows on a machine that has only Node and npm: fetches the
// package manager named in package.json, installs the workspace from the lockfile, builds, and runs the job.
import { spawnSync } from 'node:child_process';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { packageManagerCommand } from './package-manager.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const [job, ...args] = process.argv.slice(2);

// Run through a shell on Windows only, where npx is a .cmd file.
const shell = process.platform === 'win32';
const environment = {
  ...process.env,
  BACKDROPJS_NODE_MAJOR: process.versions.node.split('.')[0],
  DO_NOT_TRACK: '1',
  TURBO_TELEMETRY_DISABLED: '1',
};

/** Runs one pnpm command in the repository root and ends this process with its status if it fails. */
function pnpm(commandArguments, extra = {}) {
  const [command, ...args] = packageManagerCommand;
  const { status, error, signal } = spawnSync(command, [...args, ...commandArguments], {
    cwd: root,
    env: { ...environment, ...extra },
    stdio: 'inherit',
    shell,
  });
  if (error) throw error;
  if (signal) process.kill(process.pid, signal);
  if (status !== 0) process.exit(status ?? 1);
}

const jobs = {
  test: () => {
    // All but the site, which only the tests in a browser look at.
    pnpm(['exec', 'turbo', 'run', 'build', '--filter=!@backdropjs/docs', '--output-logs=errors-only']);
    // vitest leaves a core to whoever sits there: half of a machine that has two.
    pnpm(['exec', 'vitest', 'run', '--maxWorkers=100%', ...args]);
  },
  reproduce: () => pnpm(['bench', 'reproduce', ...args]),
  site: () => pnpm(['exec', 'turbo', 'run', 'build', '--filter=@backdropjs/docs', '--output-logs=new-only']),
  'check:all': () => pnpm(['run', 'check:all', ...args]),
};

if (!(job in jobs)) {
  console.error(`run.mjs: job must be one of ${Object.keys(jobs).join(', ')}, got ${job}.`);
  process.exit(2);
}
// CI=1 keeps pnpm from asking questions when there is no terminal.
pnpm(['install', '--frozen-lockfile', '--reporter=append-only'], { CI: '1' });
jobs[job]();
