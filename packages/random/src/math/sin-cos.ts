// Minimax coefficients on [-pi/4, pi/4] (FreeBSD msun, k_sin.c and k_cos.c).
const S1 = -1.6666666666666632e-1;
const S2 = 8.33333333332249e-3;
const S3 = -1.984126982985795e-4;
const S4 = 2.7557313707070068e-6;
const S5 = -2.5050760253406863e-8;
const S6 = 1.58969099521155e-10;
const C1 = 4.16666666666666e-2;
const C2 = -1.388888888887411e-3;
const C3 = 2.480158728947673e-5;
const C4 = -2.7557314351390663e-7;
const C5 = 2.087572321298175e-9;
const C6 = -1.1359647557788195e-11;

export const HALF_PI = Math.PI / 2;

/** sin(x) for |x| <= pi/4. */
export function sinKernel(x: number): number {
  const z = x * x;
  return x + x * z * (S1 + z * (S2 + z * (S3 + z * (S4 + z * (S5 + z * S6)))));
}

/** cos(x) for |x| <= pi/4. */
export function cosKernel(x: number): number {
  const z = x * x;
  const half = 0.5 * z;
  const first = 1 - half;
  // What rounding took from 1 - z/2 is added back with the small terms.
  return first + (1 - first - half + z * z * (C1 + z * (C2 + z * (C3 + z * (C4 + z * (C5 + z * C6))))));
}

/**
 * sin(2 pi t), bit-identical in every engine, with an error below 2 ulp.
 *
 * An angle in turns is reduced exactly, whatever its size: multiples of a quarter give exactly 0, 1 and -1.
 *
 * @param turns - the angle as a fraction of the full circle; NaN and infinities give NaN.
 * @see FreeBSD msun (Sun fdlibm), k_sin.c and k_cos.c, for the coefficients.
 * @example
 * ```ts
 * import { sinTurns } from '@backdropjs/random/math';
 *
 * const one = sinTurns(0.25);
 * ```
 */
export function sinTurns(turns: number): number {
  return quarterWave(turns, 0);
}

/**
 * cos(2 pi t), bit-identical in every engine, with an error below 2 ulp. See {@link sinTurns}.
 *
 * @param turns - the angle as a fraction of the full circle; NaN and infinities give NaN.
 * @example
 * ```ts
 * import { cosTurns } from '@backdropjs/random/math';
 *
 * const minusOne = cosTurns(0.5);
 * ```
 */
export function cosTurns(turns: number): number {
  return quarterWave(turns, 1);
}

function quarterWave(turns: number, shift: number): number {
  const quarters = 4 * (turns % 1);
  const nearest = Math.round(quarters);
  const x = (quarters - nearest) * HALF_PI;
  const quadrant = (nearest + shift) & 3;
  const value = quadrant & 1 ? cosKernel(x) : sinKernel(x);
  return quadrant & 2 ? -value : value;
}
