import { foldIn, integers } from '@backdropjs/random';
import { checkWhole } from '../check';
import type { MaskFunction } from '../mask';
import { choose, keptOf, maskWith, type RateOptions } from './choose';

/** How {@link blocks} chooses. */
export interface BlocksOptions extends RateOptions {
  /** Positions of a block along each masked axis. */
  size: number;
}

/**
 * Keeps or drops blocks of neighboring positions, which makes masks that are correlated in space.
 *
 * $$
 * w_i \in \{0, b / m\}, \qquad m = \max\big(1, \operatorname{round}((1 - \text{rate})\, b)\big) \text{ of } b \text{ blocks}
 * $$
 *
 * The positions along each masked axis are divided into `ceil(length / size)` blocks of `size`, the last one smaller, from a
 * random start and around the end. Of all `b` blocks, `m = max(1, round((1 - rate) b))` are kept, each set of them with the
 * same chance, and their positions have the weight `b / m`.
 *
 * A weight has expectation 1 and variance `b / m - 1`.
 *
 * @param options - `rate` in [0, 1), and `size`, a positive integer. Size 1 is {@link fixedCount}.
 * @returns A mask for `backdrop` and `sampleMask`.
 * @throws RangeError or TypeError if an option is invalid.
 *
 * @example
 * ```ts
 * import { sampleMask } from '@backdropjs/operator';
 * import { blocks } from '@backdropjs/operator/masks';
 * import { key } from '@backdropjs/random';
 *
 * const options = { axes: [1, 2], key: key(1), mask: blocks({ rate: 0.75, size: 4 }) };
 * const { kept } = sampleMask([2, 16, 16, 1], options);
 * if (kept !== 64) throw new Error('4 of 16 blocks of 16 positions');
 * ```
 */
export function blocks(options: BlocksOptions): MaskFunction {
  const mask = maskWith('blocks', options, ['rate', 'size'], ({ axes, shape, total }, key) => {
    const { rate, size } = options;
    const starts = shape.map((length, axis) =>
      axes.includes(axis) ? integers(foldIn(key, 'start', axis), 0, length, new Float64Array(1))[0]! : 0,
    );
    const counts = shape.map((length) => Math.ceil(length / size));
    const count = counts.reduce((product, n) => product * n, 1);
    const kept = keptOf(count, rate);
    const weightOf = new Float32Array(count);
    for (const block of choose(foldIn(key, 'blocks'), count, kept)) weightOf[block] = count / kept;
    return Float32Array.from({ length: total }, (_, position) => {
      let rest = position;
      let block = 0;
      for (let axis = shape.length - 1, stride = 1; axis >= 0; axis--) {
        const length = shape[axis]!;
        block += Math.floor((((rest % length) + starts[axis]!) % length) / size) * stride;
        stride *= counts[axis]!;
        rest = Math.floor(rest / length);
      }
      return weightOf[block]!;
    });
  });
  checkWhole('blocks', 'size', options.size, 1);
  return mask;
}
