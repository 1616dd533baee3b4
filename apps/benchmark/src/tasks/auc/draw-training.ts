import { foldIn, key, permutation } from '@backdropjs/random';
import { refuse } from '../../check';
import type { SplitConfig } from './config';

/**
 * The indices of the training positives (label 1) and then negatives (label 0) that a seed draws.
 *
 * @throws RangeError where there are not as many.
 */
export function drawTraining(
  labels: readonly number[],
  { trainPositives, trainNegatives }: SplitConfig,
  seed: number,
): number[] {
  const drawn = (label: number, count: number) => {
    const members = labels.flatMap((value, index) => (value === label ? [index] : []));
    if (members.length < count) {
      const constraint = `the data must have the ${count} samples of label ${label} that are wanted`;
      refuse('drawTraining', constraint, members.length, 'ask for fewer');
    }
    const order = permutation(foldIn(key(seed), 'split', label), members.length);
    return Array.from(order.subarray(0, count), (position) => members[position]!);
  };
  return [...drawn(1, trainPositives), ...drawn(0, trainNegatives)];
}
