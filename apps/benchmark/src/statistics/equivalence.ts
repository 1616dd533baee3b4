import { studentTTwoSided } from './student-t';

/**
 * p-value of the two one-sided t-tests for equivalence (Schuirmann 1987): the larger of the p-values for "the mean
 * difference is above -margin" and "it is below margin". Below .05 where the 90 % confidence interval of the mean lies
 * within the margin on either side.
 *
 * @returns null where the differences do not scatter, or there is one only.
 */
export function equivalenceP(
  { n, difference, standardError }: { n: number; difference: number; standardError: number | null },
  margin: number,
): number | null {
  if (!standardError) return null;
  const above = (difference + margin) / standardError;
  const below = (margin - difference) / standardError;
  return upperTail(Math.min(above, below), n - 1);
}

/** P(T >= t) of Student's t. */
function upperTail(t: number, degreesOfFreedom: number): number {
  const half = studentTTwoSided(t, degreesOfFreedom) / 2;
  return t > 0 ? half : 1 - half;
}
