import { spawn, spawnSync } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const script = fileURLToPath(new URL('./peer.py', import.meta.url));

/** `PYTHON` if set, else the first usual Python that has NumPy and PyTorch, else the first that has NumPy. */
function findPython() {
  const candidates = process.env.PYTHON ? [process.env.PYTHON] : ['python3', 'python', '/usr/bin/python3'];
  const canImport = (modules) => (python) => spawnSync(python, ['-c', `import ${modules}`]).status === 0;
  return candidates.find(canImport('numpy, torch')) ?? candidates.find(canImport('numpy'));
}

/** A Python process that times NumPy and PyTorch on request; what is not installed is missing from the result. */
export async function startPeer(n) {
  const python = findPython();
  if (!python) return { versions: { numpy: null, torch: null }, stop() {} };
  const child = spawn(python, [script], { stdio: ['pipe', 'pipe', 'inherit'] });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const read = async () => JSON.parse((await lines.next()).value);
  const ask = (question) => {
    child.stdin.write(`${question}\n`);
    return read();
  };
  const versions = await read();
  return {
    versions,
    argsort: () => ask(`argsort ${n}`),
    torch:
      versions.torch &&
      (async () => {
        const times = {};
        for (const size of [1_000, 10_000, 30_000]) {
          times[size] = Math.min(await ask(`pairs ${size}`), await ask(`pairs ${size}`));
        }
        return times;
      }),
    stop: () => child.stdin.end(),
  };
}
