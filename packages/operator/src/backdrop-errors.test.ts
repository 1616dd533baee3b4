import { initBackend } from '@backdropjs/backend';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { input, options } from '../test/backdrop-input';
import { type BackdropOptions, backdrop } from './index';

describe.each(['wasm', 'cpu'] as const)('on %s', (backend) => {
  beforeAll(async () => {
    await initBackend({ backends: [backend] });
  });

  describe('errors', () => {
    let x: tf.Tensor;
    beforeAll(() => {
      x = input([2, 3, 4]);
    });
    const call = (changed: Record<string, unknown>) => () =>
      backdrop(x, { ...options, ...changed } as unknown as BackdropOptions);

    it.each([
      [{ rate: 1 }, /^backdrop: rate must be in \[0, 1\), got 1$/],
      [{ rate: -0.1 }, /got -0\.1/],
      [{ rate: Number.NaN }, /got NaN/],
      [{ rate: '0.5' }, /rate must be in \[0, 1\), got "0\.5"$/],
      [{ rate: undefined }, /got undefined/],
      [
        { key: undefined },
        /^backdrop: key must be a key of @backdropjs\/random, got undefined; make one with key\(seed\)/,
      ],
      [{ key: null }, /got null/],
      [{ key: 42 }, /key must be .* got 42/],
      [{ key: [1, 2, 3] }, /key must be/],
      [{ key: [1n, 2n, 3n, 4n] }, /^backdrop: key must be .* got \[1,2,3,4\]; make one with key\(seed\)/],
      [{ key: Symbol('key') }, /key must be .* got Symbol\(key\)/],
      [
        { scales: 'none' },
        /^backdrop: options must be one of axes, key, mask, rate, scale, keep, got "scales"$/,
      ],
      [{ axes: [] }, /^backdrop: axes must be an array of different integers in \[-3, 3\), got \[\]/],
      [{ axes: undefined }, /axes must be an array .*, got undefined/],
      [{ axes: [0.5] }, /integers in .*, got \[0\.5\]/],
      [{ axes: [Infinity, [Number.NaN, null]] }, /integers in .*, got \[Infinity,\[NaN,null\]\]$/],
      [{ axes: [1, 1] }, /different integers in \[-3, 3\), got \[1,1\]/],
      [{ axes: [1, -2] }, /different integers .* got \[1,-2\]/],
      [{ axes: new Array(2) }, /got \[undefined,undefined\]/],
      [{ axes: [3] }, /integers in \[-3, 3\), got \[3\]/],
      [{ axes: [-4] }, /got \[-4\]/],
      [{ scale: 'mean' }, /^backdrop: scale must be one of realized, expected, none, got "mean"$/],
      [
        { keep: [] },
        /^backdrop: keep must be an array of different indices along axes \[1,2\] inside \[1,3,4\], got \[\]/,
      ],
      [{ keep: 2 }, /got 2$/],
      [{ keep: [0, 1] }, /got \[0,1\]$/],
      [{ keep: [null] }, /got \[null\]$/],
      [{ keep: [[3, 0]] }, /different indices along axes \[1,2\] inside \[1,3,4\], got \[\[3,0\]\]/],
      [{ keep: [[-1, 0]] }, /got \[\[-1,0\]\]/],
      [{ keep: [[0.5, 0]] }, /got \[\[0\.5,0\]\]/],
      [{ keep: [[0]] }, /got \[\[0\]\]/],
      [{ keep: [[0, 0, 0]] }, /got \[\[0,0,0\]\]/],
      [
        {
          keep: [
            [0, 1],
            [0, 1],
          ],
        },
        /different indices .*, got \[\[0,1\],\[0,1\]\]$/,
      ],
    ])('%o is refused', (changed, message) => {
      expect(call(changed)).toThrow(message);
    });

    it('asks for its options', () => {
      expect(() => backdrop(x, undefined as unknown as BackdropOptions)).toThrow(
        'backdrop: options must be an object, got undefined',
      );
    });

    it('refuses anything but a float32 tensor with positions along the axes', () => {
      tf.tidy(() => {
        expect(() => backdrop(tf.tensor1d([1, 2], 'int32'), { ...options, axes: [0] })).toThrow(
          /got "int32"/,
        );
        expect(() => backdrop(undefined as unknown as tf.Tensor, options)).toThrow(
          /x must be a live float32 tensor, got undefined/,
        );
        const gone = tf.tensor1d([1]);
        gone.dispose();
        expect(() => backdrop(gone, { ...options, axes: [0] })).toThrow(
          /^backdrop: x must be a live float32 tensor, got "disposed"$/,
        );
        expect(() => backdrop(tf.scalar(1), { ...options, axes: [0] })).toThrow(/in \[0, 0\)/);
        expect(() => backdrop(tf.zeros([0, 3]), { ...options, axes: [0] })).toThrow(/1 to 2\^26 positions/);
      });
    });
  });
});
