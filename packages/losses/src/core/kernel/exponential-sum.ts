/** Number of exponentials; 24 leaves only rounding error: the relative error bound is 1 / T_24(3) = 8e-19. */
export const terms = 24;

/**
 * Coefficients c_1 .. c_M of 1 / (1 + e^x) = sum_k c_k e^{-kx} for x >= 0.
 *
 * With t = e^{-x} the left side is t / (1 + t). The polynomial [1 - T(t) / T(-1)] / (1 + t), T the Chebyshev polynomial
 * of degree M shifted to [0, 1], differs from 1 / (1 + t) by less than 1 / |T(-1)| relatively on all of [0, 1]; the
 * division leaves no remainder. Integer arithmetic makes the coefficients exact before the last rounding. No c_k exceeds
 * 1 in magnitude, so sums lose nothing to cancellation. Differentiating, d/dx: sum_k k c_k e^{-kx} is the slope of the
 * sigmoid; integrating: sum_k (c_k / k) e^{-kx} is log(1 + e^{-x}).
 */
export function sigmoidCoefficients(): number[] {
  let previous = [1n];
  let current = [-1n, 2n];
  for (let n = 1; n < terms; n++) {
    // T_{n+1} = (4t - 2) T_n - T_{n-1}
    const next = [...current, 0n].map(
      (_, k) => 4n * (current[k - 1] ?? 0n) - 2n * (current[k] ?? 0n) - (previous[k] ?? 0n),
    );
    previous = current;
    current = next;
  }
  const atMinusOne = current.reduce((sum, coefficient, k) => sum + (k % 2 ? -coefficient : coefficient), 0n);
  const coefficients: number[] = [];
  let remainder = 0n;
  for (let k = terms; k > 0; k--) {
    remainder = -current[k]! - remainder;
    coefficients[k - 1] = Number(remainder) / Number(atMinusOne);
  }
  return coefficients;
}
