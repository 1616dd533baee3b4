/** Constants, the same for ever, computed when first needed: importing a loss computes nothing. */
let coefficients: number[] | undefined;

/** Number of exponentials; 24 leaves only rounding error: the relative error bound is 1 / T_24(3) = 8e-19. */
const terms = 24n;

/**
 * Coefficients c_1 .. c_24 of 1 / (1 + e^x) = sum_k c_k e^{-kx} for x >= 0.
 *
 * With t = e^{-x} the left side is t / (1 + t). The polynomial [1 - T(t) / T(-1)] / (1 + t), T the Chebyshev polynomial
 * of degree M = 24 shifted to [0, 1], differs from 1 / (1 + t) by less than 1 / |T(-1)| relatively on all of [0, 1]. The
 * coefficients of T alternate in sign; their magnitudes a_k have the ratios 2 (M + k - 1) (M - k + 1) / (k (2k - 1)),
 * so |T(-1)| is their sum, and the division leaves |c_k| = (a_k + .. + a_M) / (a_0 + .. + a_M), without a remainder.
 * Integer arithmetic makes them exact before the last rounding. No c_k exceeds 1 in magnitude, so sums lose nothing to
 * cancellation. Differentiating, d/dx: sum_k k c_k e^{-kx} is the slope of the sigmoid; integrating:
 * sum_k (c_k / k) e^{-kx} is log(1 + e^{-x}).
 */
export function sigmoidCoefficients(): number[] {
  if (coefficients) return coefficients;
  const magnitudes = [1n];
  for (let k = 1n; k <= terms; k++) {
    magnitudes.unshift((magnitudes[0]! * 2n * (terms + k - 1n) * (terms - k + 1n)) / (k * (2n * k - 1n)));
  }
  let tail = 0n;
  const tails = magnitudes.map((magnitude) => {
    tail += magnitude;
    return Number(tail);
  });
  const total = tails.pop()!;
  coefficients = tails.reverse().map((sum, k) => (k % 2 ? -sum : sum) / total);
  return coefficients;
}
