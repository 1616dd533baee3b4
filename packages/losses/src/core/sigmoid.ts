/** 1 / (1 + e^-x), without overflow. */
export function sigmoid(x: number): number {
  return 1 / (1 + Math.exp(-x));
}

/** The derivative of the sigmoid, accurate in both tails. */
export function sigmoidSlope(x: number): number {
  const t = Math.exp(-Math.abs(x));
  return t / (1 + t) ** 2;
}

/** log(1 + e^x), without overflow: the integral of the sigmoid. */
export function softplus(x: number): number {
  return Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
}
