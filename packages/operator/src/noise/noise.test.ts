// Expectation and covariance of each kind of noise against those of the masks, to 5 standard errors over seeded draws.
import { createHash } from 'node:crypto';
import { type BackendName, initBackend } from '@backdropjs/backend';
import { foldIn, type Key, key, normal } from '@backdropjs/random';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { fixedCount } from '../masks';
import { type Gradients, gaussianGradient, isotropicGradient, reflectedGradient } from '../noise';

// The gradient of two variables, of 2 and of 3 entries: a sum over positions, each with a vector of its own.
const positions = 6;
const vectors = Array.from({ length: positions }, (_, i) => normal(foldIn(key('vectors'), i), 5));
const mask = fixedCount({ rate: 0.5 });
const sumOf = (weights: ArrayLike<number>) =>
  Float64Array.from({ length: 5 }, (_, j) =>
    vectors.reduce((sum, vector, i) => sum + weights[i]! * vector[j]!, 0),
  );
const asGradients = (entries: Float64Array): Gradients => ({
  a: tf.tensor1d(Float32Array.from(entries.subarray(0, 2))),
  b: tf.tensor2d(Float32Array.from(entries.subarray(2)), [1, 3]),
});
const weightsOf = (drawKey: Key) => mask({ axes: [0], shape: [positions], total: positions }, drawKey);
const full = sumOf(new Float32Array(positions).fill(1));

/** Of a mask that keeps 3 of 6: variance 1 of a weight, covariance -1 / 5 of two. */
function covarianceOfMasks(j: number, k: number): number {
  let sum = 0;
  for (const [i, a] of vectors.entries()) {
    for (const [l, b] of vectors.entries()) sum += (i === l ? 1 : -1 / 5) * a[j]! * b[k]!;
  }
  return sum;
}

const draws = 2000;
const kinds: Record<string, (full: Gradients, masked: () => Gradients, drawKey: Key) => tf.NamedTensorMap> = {
  reflectedGradient: (g, masked) => reflectedGradient(g, masked()),
  'gaussianGradient of 1': (g, masked, drawKey) => gaussianGradient(g, [masked()], drawKey),
  'gaussianGradient of 4': (g, masked, drawKey) =>
    gaussianGradient(g, [masked(), masked(), masked(), masked()], drawKey),
  'isotropicGradient of 1': (g, masked, drawKey) => isotropicGradient(g, [masked()], drawKey),
  'isotropicGradient of 3': (g, masked, drawKey) =>
    isotropicGradient(g, [masked(), masked(), masked()], drawKey),
};
/** Mean and standard error of it. */
function momentsOf(values: readonly number[]): [number, number] {
  const mean = values.reduce((a, b) => a + b, 0) / values.length;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1);
  return [mean, Math.sqrt(variance / values.length)];
}

/** The entries of both variables, as drawn with the keys of the steps. */
function drawAll(make: (typeof kinds)[string], count: number): Float32Array[] {
  return Array.from({ length: count }, (_, step) =>
    tf.tidy(() => {
      const root = foldIn(key('noise'), step);
      let drawn = 0;
      const masked = () => asGradients(sumOf(weightsOf(foldIn(root, 'mask', drawn++))));
      const { a, b } = make(asGradients(full), masked, root);
      return Float32Array.of(...a!.dataSync(), ...b!.dataSync());
    }),
  );
}

describe.each<BackendName>(['cpu', 'wasm'])('on %s', (backend) => {
  beforeAll(async () => {
    await initBackend({ backends: [backend] });
  });

  // Thousands of draws say as much about one engine as about the other.
  const count = backend === 'cpu' ? draws : 200;

  it.each(Object.entries(kinds))('%s has the mean and the covariance of its formula', (name, make) => {
    const all = drawAll(make, count);
    for (let j = 0; j < 5; j++) {
      const [mean, error] = momentsOf(all.map((drawn) => drawn[j]!));
      expect(Math.abs(mean - full[j]!), `mean ${j}`).toBeLessThan(5 * error);
      for (let k = 0; k <= j; k++) {
        const products = all.map((drawn) => (drawn[j]! - full[j]!) * (drawn[k]! - full[k]!));
        const [covariance, errorOfIt] = momentsOf(products);
        // Without directions: the mean square in a variable, and nothing between entries.
        const own = j < 2 ? [0, 1] : [2, 3, 4];
        const isotropic = j === k ? own.reduce((sum, i) => sum + covarianceOfMasks(i, i), 0) / own.length : 0;
        const expected = name.startsWith('isotropic') ? isotropic : covarianceOfMasks(j, k);
        expect(Math.abs(covariance - expected), `covariance ${j}, ${k}`).toBeLessThan(5 * errorOfIt);
      }
    }
  });

  it.each(Object.entries(kinds))(
    '%s leaves the arguments and makes one tensor for each variable',
    (_, make) => {
      const [g, masked] = [asGradients(full), asGradients(sumOf(weightsOf(key(1))))];
      const before = tf.memory().numTensors;
      const made = make(g, () => masked, key(2));
      expect(tf.memory().numTensors).toBe(before + 2);
      expect([made['a']!.shape, made['b']!.shape]).toEqual([[2], [1, 3]]);
      tf.dispose([g, masked, made]);
    },
  );
});

it('all noise vanishes where the masked gradient is the full one', async () => {
  await initBackend({ backends: ['cpu'] });
  tf.tidy(() => {
    for (const make of Object.values(kinds)) {
      const g = asGradients(full);
      const { a } = make(g, () => g, key(3));
      expect([...a!.dataSync()]).toEqual([...g['a']!.dataSync()]);
    }
  });
});

it('gaussianGradient moves in the plane of its masked gradients, all variables together', async () => {
  await initBackend({ backends: ['cpu'] });
  tf.tidy(() => {
    const masked = sumOf(weightsOf(key(4)));
    const { a, b } = gaussianGradient(asGradients(full), [asGradients(masked)], key(5));
    const moved = [...a!.dataSync(), ...b!.dataSync()].map((value, j) => value - full[j]!);
    const ratios = moved.map((value, j) => value / (masked[j]! - full[j]!));
    const [z] = normal(key(5), 1);
    for (const ratio of ratios) expect(Math.abs(ratio - z!)).toBeLessThan(1e-4);
  });
});

it('is frozen', async () => {
  await initBackend({ backends: ['cpu'] });
  const hashes = Object.values(kinds).map((make) => {
    const all = drawAll(make, 5).flatMap((drawn) => [...drawn]);
    return createHash('sha256')
      .update(all.map((value) => value.toFixed(4)).join())
      .digest('hex')
      .slice(0, 16);
  });
  expect(hashes).toEqual([
    'a158b69ecb66ed49',
    '8c8efdbfe177c32f',
    'b9f333e6104845ae',
    '1aea6479e6e718fc',
    '04245733f94ff970',
  ]);
});

describe('errors', () => {
  const g = () => ({ a: tf.ones([2]) });
  it.each<[() => unknown, RegExp]>([
    [
      () => reflectedGradient({}, g()),
      /^reflectedGradient: full must be live float32 tensors by the names of var/,
    ],
    [() => reflectedGradient(null as never, g()), /^reflectedGradient: full must .*, got null$/],
    [
      () => reflectedGradient(g(), { b: tf.ones([2]) }),
      /^reflectedGradient: masked must have gradients of the variables of full, \[a\], got \["b"\]$/,
    ],
    [() => reflectedGradient(g(), { a: tf.ones([3]) }), /masked must have for a the shape \[2\], got \[3\]$/],
    [() => reflectedGradient(g(), { ...g(), b: tf.ones([1]) }), /\[a\], got \["a","b"\]$/],
    [() => gaussianGradient(g(), [], key(1)), /^gaussianGradient: masked must be a non-empty array of grad/],
    [
      () => gaussianGradient(g(), g() as never, key(1)),
      /^gaussianGradient: masked must be a non-empty array/,
    ],
    [
      () => gaussianGradient(g(), [{ a: tf.ones([2], 'int32') }], key(1)),
      /^gaussianGradient: masked must be live float32 tensors/,
    ],
    [() => isotropicGradient(g(), [g()], 3 as never), /^isotropicGradient: key must be a key of @backdropjs/],
  ])('case %#', async (call, message) => {
    await initBackend({ backends: ['cpu'] });
    expect(() => tf.tidy(() => void call())).toThrow(message);
  });
});
