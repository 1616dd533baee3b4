import { spawn } from 'node:child_process';

/**
 * Runs a command to its end; throws with both of its outputs if it fails or takes too long.
 *
 * @param {string} command @param {string[]} args
 * @param {{ cwd: string, env?: Record<string, string>, seconds?: number }} options
 * @returns {Promise<{ stdout: string, stderr: string }>}
 */
export function run(command, args, { cwd, env = {}, seconds = 600 }) {
  return new Promise((resolve, reject) => {
    // A group of its own, so that what it started ends with it.
    const child = spawn(command, args, {
      cwd,
      env: { ...process.env, NO_COLOR: '1', FORCE_COLOR: '0', ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true,
    });
    const said = { stdout: '', stderr: '' };
    child.stdout.on('data', (text) => (said.stdout += text));
    child.stderr.on('data', (text) => (said.stderr += text));
    const timer = setTimeout(() => process.kill(-child.pid, 'SIGKILL'), seconds * 1000);
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

/**
 * Starts a server and waits until it says what is expected.
 *
 * @param {string} command @param {string[]} args @param {RegExp} ready
 * @param {{ cwd: string, env?: Record<string, string>, seconds?: number }} options
 * @returns {Promise<{ said: string, stop: () => Promise<void> }>}
 */
export function serve(command, args, ready, { cwd, env = {}, seconds = 120 }) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd,
      env: { ...process.env, NO_COLOR: '1', FORCE_COLOR: '0', ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true,
    });
    let said = '';
    const ended = new Promise((done) => child.once('close', done));
    const stop = async () => {
      try {
        process.kill(-child.pid, 'SIGTERM');
      } catch {}
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
