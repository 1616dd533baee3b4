import type { BackendName } from '@backdropjs/backend';
import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { close, gradient, n, score, trainsOn, values } from '../../test/scored-samples';
import type { SampleInputs } from '../non-decomposable';

describe.each<BackendName>(['wasm', 'cpu'])('on %s', (backend) => {
  trainsOn(backend);

  describe('inputs', () => {
    const chunks: Float32Array[] = [0, 7, 14, 21].map((i) => values.subarray(i * 4, Math.min(i + 7, n) * 4));
    const toTensor = (chunk: Float32Array) => tf.tensor2d(chunk, [chunk.length / 4, 4]);
    async function* arrays() {
      yield* chunks;
    }
    async function* tensors() {
      for (const chunk of chunks) yield toTensor(chunk);
    }
    async function* refilled() {
      const rows = new Float32Array(4);
      for (let i = 0; i < n; i++) {
        rows.set(values.subarray(i * 4, i * 4 + 4));
        yield rows;
      }
    }
    const reiterable = { [Symbol.asyncIterator]: tensors };
    const forms: [string, () => SampleInputs][] = [
      ['a Float64Array', () => Float64Array.from(values)],
      ['a function of chunks in arrays', () => arrays],
      ['a function of chunks in tensors', () => tensors],
      ['an object to iterate again and again', () => reiterable],
      ['a generator of arrays', () => arrays()],
      ['a function of one array that is filled anew', () => refilled],
      ['a generator of one array that is filled anew', () => refilled()],
      ['a generator of tensors', () => tensors()],
    ];

    it.each(forms)('may be %s', async (_, inputs) => {
      close(await gradient({ inputs: inputs() }), await gradient());
    });

    it('may be a tensor, which stays', async () => {
      const inputs = toTensor(values);
      close(await gradient({ inputs }), await gradient());
      expect(inputs.isDisposed).toBe(false);
      inputs.dispose();
    });

    it('may hold integers', async () => {
      const forward = (x: tf.Tensor) => {
        expect(x.dtype).toBe('int32');
        return score(tf.oneHot(x as tf.Tensor1D, 4));
      };
      const indices = Int32Array.from({ length: n }, (_, i) => (i * i) % 4);
      expect((await gradient({ forward, inputs: indices, inputShape: [] })).some((g) => g !== 0)).toBe(true);
    });

    it('never make more samples at a time than a chunk holds', async () => {
      let largest = 0;
      const forward = (x: tf.Tensor) => {
        largest = Math.max(largest, x.shape[0]!);
        return score(x);
      };
      await gradient({ forward });
      expect(largest).toBe(5);
    });

    it('are back-propagated only where they are kept', async () => {
      let scored = 0;
      const forward = (x: tf.Tensor) => {
        scored += x.shape[0]!;
        return score(x);
      };
      await gradient({ forward, rate: 0.999 });
      expect(scored).toBe(n + 1);
    });

    it('that change between the passes are refused', async () => {
      let pass = 0;
      const inputs = async function* () {
        yield pass++ === 0 ? values : values.subarray(0, 4);
      };
      await expect(gradient({ inputs })).rejects.toThrow(/inputs must be the same in every pass/);
    });

    it('that come in another order in the second pass are refused', async () => {
      let pass = 0;
      const inputs = async function* () {
        yield pass++ === 0 ? values : Float32Array.from(values).reverse();
      };
      await expect(gradient({ inputs })).rejects.toThrow(
        /^nonDecomposableGradients: forward must score a sample alike in every pass, got .* for sample \d+;/,
      );
    });
  });
});
