import { rocAuc } from '@backdropjs/losses';
import { refuse } from '../../check';

/**
 * Area under the ROC curve of the coarse half of a label fineClasses * coarse + fine, of two coarse classes: of the score
 * log sum exp(logits of coarse 1) - log sum exp(logits of coarse 0), the log odds that the net gives it.
 */
export function coarseAuc(logits: Float32Array, labels: Int32Array, fineClasses: number): number {
  const classes = logits.length / labels.length;
  if (classes !== 2 * fineClasses) refuse('coarseAuc', 'coarse classes must be 2', classes / fineClasses);
  const scores = Float64Array.from(labels, (_, image) => {
    const row = logits.subarray(image * classes, (image + 1) * classes);
    return logSumExp(row.subarray(fineClasses)) - logSumExp(row.subarray(0, fineClasses));
  });
  return rocAuc(
    scores,
    labels.map((label) => Math.floor(label / fineClasses)),
  );
}

function logSumExp(values: Float32Array): number {
  const highest = Math.max(...values);
  return highest + Math.log(values.reduce((sum, value) => sum + Math.exp(value - highest), 0));
}
