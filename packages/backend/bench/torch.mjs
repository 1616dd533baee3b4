import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

/**
 * Starts PyTorch's side of the step benchmark: the first of $BACKDROPJS_PYTHON, python3 and /usr/bin/python3 that has
 * PyTorch. Returns undefined if none has.
 */
export async function startTorch() {
  for (const python of [process.env['BACKDROPJS_PYTHON'], 'python3', '/usr/bin/python3']) {
    if (!python) continue;
    const peer = await start(python);
    if (peer) return peer;
  }
  return undefined;
}

/** @param {string} python */
async function start(python) {
  const script = fileURLToPath(new URL('torch_step.py', import.meta.url));
  const child = spawn(python, [script], { stdio: ['pipe', 'pipe', 'ignore'] });
  child.on('error', () => {});
  child.stdin.on('error', () => {});
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const version = (await lines.next()).value;
  if (version === undefined) return undefined;
  return {
    version,
    /** The CPU times of `trials` steps, in milliseconds. */
    async step(rate, layout, trials) {
      child.stdin.write(`${rate} ${layout} ${trials}\n`);
      return (await lines.next()).value.split(' ').map(Number);
    },
    stop: () => child.stdin.end(),
  };
}
