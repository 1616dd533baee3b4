// The n-th typed array, or memory, that is asked for cannot be had, for every n: that is an error, and the next call has the same bits.
import { afterEach, expect, it } from 'vitest';
import { createSampler, empiricalCovariance, exponential, lognormal, toNpy } from '../src/index';

const classes = ['Float32Array', 'Float64Array', 'Int32Array', 'Uint8Array', 'Uint32Array'] as const;
const real = Object.fromEntries(classes.map((name) => [name, globalThis[name]]));
const { Memory } = WebAssembly;
const restore = () => Object.assign(globalThis, real) && Object.assign(WebAssembly, { Memory });
afterEach(restore);

/** Has the n-th array fail; returns how many were asked for. */
function failAt(n: number): () => number {
  let count = 0;
  const failing = <C extends new (...args: never[]) => object>(kind: C): C =>
    new Proxy(kind, {
      construct(target, args: never[], made) {
        if (++count === n) throw new RangeError('Array buffer allocation failed');
        return Reflect.construct(target, args, made === undefined ? target : made);
      },
    });
  for (const name of classes) Object.assign(globalThis, { [name]: failing(real[name] as never) });
  Object.assign(WebAssembly, { Memory: failing(Memory as never) });
  return () => count;
}

const model = exponential({ correlationLength: 2 });
const kept = await createSampler({ model, shape: [8, 8], boundary: { padding: 8 }, seed: 1 });
const runs: Record<string, () => unknown> = {
  'a sampler': async () =>
    (await createSampler({ model, shape: [8, 8], boundary: { padding: 8 }, seed: 1 })).realization(3),
  'a statistic': () => empiricalCovariance(kept.realization(0), { shape: [8, 8], maxLag: 2 }).values,
  'a transform in a file': () => toNpy(lognormal(kept.realization(0))),
};

it.each(Object.entries(runs))('%s', async (_, run) => {
  const right = String(await run());
  let refused = 0;
  for (let n = 1; n < 2000; n++) {
    const count = failAt(n);
    let message: string | undefined;
    let values: string | undefined;
    try {
      values = String(await run());
    } catch (error) {
      message = (error as Error).message;
    }
    restore();
    if (count() < n) break;
    if (message === undefined) expect([n, values]).toEqual([n, right]);
    else {
      expect(message).toMatch(/allocation failed|memory/);
      refused++;
    }
    expect([n, String(await run())]).toEqual([n, right]);
  }
  expect(refused).toBeGreaterThan(0);
});

it('where the engine refuses to run the kernels, plain code draws', async () => {
  const draw = async () =>
    (
      await createSampler({ model, shape: [8, 8], boundary: { padding: 8 }, dtype: 'float64', seed: 1 })
    ).realization(3);
  const expected = await draw();
  const { Instance } = WebAssembly;
  let refused = 0;
  Object.assign(WebAssembly, {
    Instance: class {
      constructor() {
        refused++;
        throw new WebAssembly.CompileError('no vectors here');
      }
    },
  });
  try {
    const plain = await draw();
    expect(refused).toBeGreaterThan(0);
    // Added up in another order.
    expect(Math.max(...plain.map((x, i) => Math.abs(x - expected[i]!)))).toBeLessThan(1e-12);
  } finally {
    Object.assign(WebAssembly, { Instance });
  }
});
