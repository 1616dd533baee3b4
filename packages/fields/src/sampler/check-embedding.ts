import { check } from '../check';
import { lagFunction } from '../models/lag-function';
import type { FieldModel } from '../models/model';
import { hasCovariance } from '../models/sum';
import { toShape } from '../torus/torus';
import type { Embedding } from './embed';

/** Throws where negative eigenvalues, or the error of the covariance if it was computed, exceed the tolerance. */
export function checkEmbedding(
  { name }: FieldModel,
  { torus, drawn, error = 0 }: Embedding,
  tolerance: number,
  remedy: string,
): void {
  const limit = (what: string, value: number) =>
    check(
      value <= tolerance,
      'createSampler',
      `${what} of ${name} on a torus of [${torus.shape}] must be at most ${tolerance}`,
      value,
      `${remedy}, a larger tolerance or indefinite: 'clip'`,
    );
  limit('share of negative eigenvalues', drawn.negativeMass);
  limit('covariance error', error);
}

/**
 * Warns where the images of a periodic field show: where the model is still correlated half around the torus, the covariance of
 * the fields is the sum over two images.
 */
export function warnOfImages(
  model: FieldModel,
  { torus: { shape, spacing } }: Embedding,
  tolerance: number,
  remedy: string,
): void {
  if (!model.periodized || !hasCovariance(model)) return;
  const covariance = lagFunction(model, shape.length, toShape(spacing));
  let most = 0;
  toShape(shape).forEach((length, axis) => {
    const half = [0, 0, 0];
    half[axis] = Math.floor(length / 2);
    // An axis of one point has half of none.
    if (length > 1) most = Math.max(most, covariance(...(half as [number, number, number])));
  });
  const share = most / model.variance;
  if (share > Math.max(0.01, tolerance)) {
    globalThis.console?.warn(
      `createSampler: fields on a torus of [${shape}] differ from ${model.name}, correlated by ${share} half around; ${remedy} or a larger tolerance`,
    );
  }
}
