import { softComparisons } from '../../core/kernel/soft-comparisons';
import { type PairSum, sortSide, writeSlopes } from './batch';

/**
 * phi(d) = f(-beta d) for the kernel f: the sigmoid (1) or log(1 + e^x) (0), through sums of exponentials. O(n log n)
 * time for the sort.
 */
export function softSums(kernel: 0 | 1, beta: number): PairSum {
  return (batch, grad) => {
    const positives = sortSide(batch, 1);
    const negatives = sortSide(batch, 0);
    const scale = batch.positive * batch.negative;
    const slope = kernel === 0 ? 1 : 2;
    const sums = new Float64Array(positives.keys.length);
    const positiveSlopes = new Float64Array(positives.keys.length);
    softComparisons({
      beta,
      sources: negatives.keys,
      weights: negatives.weights,
      targets: positives.keys,
      sums: [
        { kernel, out: sums },
        { kernel: slope, out: positiveSlopes },
      ],
    });
    const negativeSlopes = new Float64Array(negatives.keys.length);
    softComparisons({
      beta: -beta,
      sources: positives.keys,
      weights: positives.weights,
      targets: negatives.keys,
      sums: [{ kernel: slope, out: negativeSlopes }],
    });
    writeSlopes(grad, positives, positiveSlopes, -beta / scale);
    writeSlopes(grad, negatives, negativeSlopes, beta / scale);
    return positives.weights.reduce((total, weight, k) => total + weight * sums[k]!, 0) / scale;
  };
}
