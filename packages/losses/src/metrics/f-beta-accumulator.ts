import { type Accumulator, ofSums, type Sums } from './accumulator';
import { checkFBeta, countAtThreshold, type FBetaOptions, fOfCounts } from './f-beta';

/**
 * {@link fBeta} of data that arrives in parts, in memory for three counts.
 *
 * @param saved - what an earlier accumulator's `toJSON` gave, to go on from there
 *
 * @example
 * ```ts
 * import { fBetaAccumulator } from '@backdropjs/losses';
 * const total = fBetaAccumulator({ threshold: 0.5 });
 * total.update([0.9, 0.8], [1, 0]);
 * total.update([0.1], [1]);
 * if (total.value() !== 0.5) throw new Error('one hit, one false alarm, one miss');
 * ```
 */
export function fBetaAccumulator(options: FBetaOptions, saved?: Sums): Accumulator<number, Sums> {
  const fn = 'fBetaAccumulator';
  const { threshold, beta } = checkFBeta(fn, options);
  const counts = new Float64Array(3);
  return ofSums(
    fn,
    { counts },
    saved,
    (scores, labels, inputs) => {
      const part = countAtThreshold(fn, scores, labels, inputs, threshold);
      for (const [k, count] of [part.tp, part.fp, part.fn].entries()) counts[k]! += count;
    },
    () => fOfCounts(fn, { tp: counts[0]!, fp: counts[1]!, fn: counts[2]! }, beta),
  );
}
