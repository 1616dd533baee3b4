import { lagFunction } from '../models/lag-function';
import type { CovarianceModel } from '../models/model';
import { MOST_POINTS } from '../torus/check-grid';
import { forEachLag, type Torus, toShape } from '../torus/torus';

/**
 * The least lag along an axis, at most about {@link MOST_POINTS}, from which on no covariance within the grid exceeds the tolerance; but the length
 * of the axis minus 1 where only the nearest periodic image counts, as then every lag has its own place.
 */
export function reach(
  model: CovarianceModel,
  { shape, spacing }: Torus,
  axis: number,
  tolerance: number,
): number {
  const covariance = lagFunction(model, shape.length, toShape(spacing));
  const limits = toShape(shape).map((length) => length - 1);
  const at = axis + 3 - shape.length;
  let beyond = limits[at]!;
  limits[at] = 0;
  /** Whether some covariance at this distance along the axis exceeds the tolerance. */
  const exceeds = (distance: number) => {
    let any = false;
    forEachLag(limits, (...lag) => {
      // Of each two opposite lags along the other axes both.
      for (const sign of [1, -1]) {
        lag[at] = sign * distance;
        any ||= Math.abs(covariance(...lag)) > tolerance * model.variance;
      }
    });
    return any;
  };
  let within = 0;
  while (model.periodized && exceeds(beyond) && beyond < MOST_POINTS) {
    within = beyond;
    beyond = 2 * beyond + 1;
  }
  while (beyond - within > 1) {
    const middle = (within + beyond) >> 1;
    if (exceeds(middle)) within = middle;
    else beyond = middle;
  }
  return beyond;
}
