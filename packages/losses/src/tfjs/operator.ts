import { customGrad, type Tensor, tensor } from '@tensorflow/tfjs-core';
import { callable, check } from '../check';
import type { NumericArray } from '../core/types';
import type { SoftOrder, SoftOrderOptions } from '../losses/soft-order';
import { checkTensors } from './check-tensors';

/**
 * Turns `softRank` or `softSort` into an operation on tensors, along the last axis, differentiable. The result
 * is float32 of the shape of the input and the caller's; nothing else stays allocated. Needs an engine that reads
 * synchronously.
 *
 * @param operator - `softRank` or `softSort`.
 * @returns a function of one tensor, differentiable.
 * @throws LossInputError as the operator, for options at once; `OUT_OF_RANGE` for what is no operator or no tensor
 *
 * @example
 * ```ts
 * import '@tensorflow/tfjs-backend-cpu';
 * import * as tf from '@tensorflow/tfjs-core';
 * import { softRank } from '@backdropjs/losses';
 * import { toTfjsOperator } from '@backdropjs/losses/tfjs';
 * const rank = toTfjsOperator(softRank, { regularizationStrength: 0.5 });
 * const ranks = await rank(tf.tensor2d([[5, -1], [0, 9]])).data();
 * if (ranks.join() !== '2,1,1,2') throw new Error('row by row');
 * ```
 */
export function toTfjsOperator(
  operator: (values: NumericArray, options?: SoftOrderOptions) => SoftOrder,
  options?: SoftOrderOptions,
): (x: Tensor) => Tensor {
  const fn = 'toTfjsOperator';
  check(fn, 'operator', operator, callable);
  // Refuses wrong options at once.
  operator([0], options);
  return (x) => {
    checkTensors(fn, { x });
    const length = x.shape[x.rank - 1] ?? 1;
    const rows = (values: Float32Array) =>
      Array.from({ length: x.size / length }, (_, r) => values.subarray(r * length, (r + 1) * length));
    const stack = (parts: readonly Float64Array[]) => {
      const out = new Float32Array(x.size);
      for (const [r, part] of parts.entries()) out.set(part, r * length);
      return tensor(out, x.shape, 'float32');
    };
    const apply = customGrad((input) => {
      const results = rows((input as Tensor).dataSync<'float32'>()).map((row) => operator(row, options));
      return {
        value: stack(results.map((result) => result.values)),
        gradFunc: (dy: Tensor) => {
          const cotangents = rows(dy.dataSync<'float32'>());
          return stack(results.map((result, r) => result.vjp(cotangents[r]!)));
        },
      };
    });
    return apply(x);
  };
}
