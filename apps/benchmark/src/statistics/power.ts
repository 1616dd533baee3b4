import { studentTTwoSided } from './student-t';

/**
 * The mean difference that a paired t-test with these n pairs and this scatter would find (p < .05, two-sided) four times in
 * five: (t_.975 + t_.8) standard errors, with the quantiles of Student's t with n - 1 degrees of freedom (Bloom 1995).
 * That chance is .795 to .80 from 6 pairs on, and .77 with 3.
 *
 * @returns null where the differences do not scatter, or there is one only.
 */
export function detectableDifference({
  n,
  standardError,
}: {
  n: number;
  standardError: number | null;
}): number | null {
  if (!standardError) return null;
  return (quantileOfTails(0.05, n - 1) + quantileOfTails(0.4, n - 1)) * standardError;
}

/** The t with P(|T| >= t) = p, for p in (0, 1), by bisection. */
function quantileOfTails(p: number, degreesOfFreedom: number): number {
  let [low, high] = [0, 1];
  while (studentTTwoSided(high, degreesOfFreedom) > p) high *= 2;
  for (;;) {
    const middle = (low + high) / 2;
    if (middle === low || middle === high) return middle;
    if (studentTTwoSided(middle, degreesOfFreedom) > p) low = middle;
    else high = middle;
  }
}
