export const HALF_PI = Math.PI / 2;

/** sin(x) for |x| <= pi/4, with the minimax coefficients of FreeBSD msun, k_sin.c. */
export function sinKernel(x: number): number {
  const z = x * x;
  // biome-ignore format: Horner's rule, a coefficient a line
  return x + x * z * (-1.6666666666666632e-1
    + z * (8.33333333332249e-3
    + z * (-1.984126982985795e-4
    + z * (2.7557313707070068e-6
    + z * (-2.5050760253406863e-8
    + z * 1.58969099521155e-10)))));
}

/** cos(x) for |x| <= pi/4, with the minimax coefficients of FreeBSD msun, k_cos.c. */
export function cosKernel(x: number): number {
  const z = x * x;
  const half = 0.5 * z;
  const first = 1 - half;
  // What rounding took from 1 - z/2 is added back with the small terms.
  // biome-ignore format: Horner's rule, a coefficient a line
  return first + (1 - first - half + z * z * (4.16666666666666e-2
    + z * (-1.388888888887411e-3
    + z * (2.480158728947673e-5
    + z * (-2.7557314351390663e-7
    + z * (2.087572321298175e-9
    + z * -1.1359647557788195e-11))))));
}

/**
 * sin(2 pi t), bit-identical in every engine, with an error below 2 ulp.
 *
 * $$
 * \sin 2 \pi t
 * $$
 *
 * An angle in turns is reduced exactly, whatever its size: multiples of a quarter give exactly 0, 1 and -1.
 *
 * @param turns - the angle as a fraction of the full circle; NaN and infinities give NaN.
 * @returns the sine, in [-1, 1].
 * @throws nothing.
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
 * $$
 * \cos 2 \pi t
 * $$
 *
 * @param turns - the angle as a fraction of the full circle; NaN and infinities give NaN.
 * @returns the cosine, in [-1, 1].
 * @throws nothing.
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
