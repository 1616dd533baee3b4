import { spawn } from 'node:child_process';
import { packageManagerCommand } from '../package-manager.mjs';

/** What runs now: groups of their own, so that what a command started ends with it; and with this process. */
const groups = new Set();
function end(group, signal) {
  try {
    process.kill(-group, signal);
  } catch {} // It has ended.
}
process.on('exit', () => {
  for (const group of groups) end(group, 'SIGKILL');
});
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => process.exit(130));

function start(command, args, { cwd, env }) {
  const child = spawn(command, args, {
    cwd,
    env: { ...process.env, NO_COLOR: '1', FORCE_COLOR: '0', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  groups.add(child.pid);
  child.once('close', () => groups.delete(child.pid));
  return child;
}

/**
 * Runs a command to its end; throws with both of its outputs if it fails or takes too long.
 *
 * @param {string} command @param {string[]} args
 * @param {{ cwd: string, env?: Record<string, string>, seconds?: number }} options
 * @returns {Promise<{ stdout: string, stderr: string }>}
 */
export function run(command, args, { cwd, env = {}, seconds = 600 }) {
  return new Promise((resolve, reject) => {
    const child = start(command, args, { cwd, env });
    const said = { stdout: '', stderr: '' };
    child.stdout.on('data', (text) => (said.stdout += text));
    child.stderr.on('data', (text) => (said.stderr += text));
    const timer = setTimeout(() => end(child.pid, 'SIGKILL'), seconds * 1000);
    child.on('error', reject);
    child.on('close', (status, signal) => {
      clearTimeout(timer);
      if (status === 0) return resolve(said);
      reject(
        new Error(
          `${[command, ...args].join(' ')} failed (${signal ?? status})\n${said.stdout}${said.stderr}`,
        ),
      );
    });
  });
}

/** Runs the package manager that package.json names, quietly. @param {string} cwd @param {string[]} args */
export const pnpm = (cwd, ...args) =>
  run(packageManagerCommand[0], [...packageManagerCommand.slice(1), ...args], {
    cwd,
    env: { CI: '1', DO_NOT_TRACK: '1', TURBO_TELEMETRY_DISABLED: '1' },
    seconds: 1200,
  });

/**
 * Starts a server and waits until it says what is expected.
 *
 * @param {string} command @param {string[]} args @param {RegExp} ready
 * @param {{ cwd: string, env?: Record<string, string>, seconds?: number }} options
 * @returns {Promise<{ said: string, stop: () => Promise<void> }>}
 */
export function serve(command, args, ready, { cwd, env = {}, seconds = 120 }) {
  return new Promise((resolve, reject) => {
    const child = start(command, args, { cwd, env });
    let said = '';
    const ended = new Promise((done) => child.once('close', done));
    const stop = async () => {
      end(child.pid, 'SIGTERM');
      await ended;
    };
    const timer = setTimeout(() => {
      void stop();
      reject(new Error(`${command} ${args.join(' ')} must say ${ready}, said ${said}`));
    }, seconds * 1000);
    const listen = (text) => {
      said += text;
      if (!ready.test(said)) return;
      clearTimeout(timer);
      resolve({ said, stop });
    };
    child.stdout.on('data', listen);
    child.stderr.on('data', listen);
    child.once('error', reject);
    child.once('close', () => reject(new Error(`${command} ${args.join(' ')} ended: ${said}`)));
  });
}
