/** P(Z > x) for a standard normal Z and x >= 0; to 2e-13 of itself, up to x = 37. */
export function normalTail(x: number): number {
  const density = Math.exp((-x * x) / 2) / Math.sqrt(2 * Math.PI);
  if (x < 3) {
    // Marsaglia, "Evaluating the normal distribution", 2004: x + x^3/3 + x^5/(3 5) + ...
    let term = x;
    let sum = x;
    for (let n = 3; term > 1e-17 * sum; n += 2) {
      term *= (x * x) / n;
      sum += term;
    }
    return 0.5 - density * sum;
  }
  // Laplace's continued fraction 1/(x + 1/(x + 2/(x + ...))), from within.
  let fraction = x;
  for (let n = 160; n > 0; n--) fraction = x + n / fraction;
  return density / fraction;
}

/** The z > 0 with P(|Z| <= z) = `confidence` < 1, by bisection: as exact as the distribution. */
export function twoSidedQuantile(confidence: number): number {
  let [low, high] = [0, 39];
  for (let step = 0; step < 64; step++) {
    const z = (low + high) / 2;
    if (2 * normalTail(z) > 1 - confidence) low = z;
    else high = z;
  }
  return (low + high) / 2;
}
