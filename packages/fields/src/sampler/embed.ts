import { check } from '../check';
import { nextSize } from '../fft/factors';
import type { FieldModel } from '../models/model';
import { hasCovariance } from '../models/sum';
import { type Amplitudes, amplitudes } from '../torus/amplitudes';
import { checkPoints } from '../torus/check-grid';
import { countPoints, type Torus, toShape } from '../torus/torus';
import { covarianceError, fieldCovariance } from './covariance-error';
import { reach } from './reach';

/** The torus of a sampler, and its modes. */
export interface Embedding {
  readonly torus: Torus;
  readonly drawn: Amplitudes;
  /** See {@link SamplerReport.covarianceError}, where it was computed to choose the torus. */
  readonly error?: number;
}

/** How far a grid is padded: by so many points at least, or until nothing is seen of it. */
export type Padding = 'auto' | number;

/** The modes on a torus; `within` as in {@link FieldModel.eigenvalues}. */
export function embed(
  model: FieldModel,
  torus: Torus,
  tolerance: number,
  within?: readonly number[],
): Embedding {
  const eigenvalues = model.eigenvalues(torus, within);
  return {
    torus,
    drawn: amplitudes(eigenvalues, torus.shape, model.variance, tolerance / 10),
  };
}

/**
 * The modes on a torus that is larger than a grid by a padding, but along axes of one point, which have no other image.
 *
 * With 'auto', on the first torus on which the covariance within the grid is the model's to the tolerance, or the one with the
 * least negative eigenvalues within the limit. The first is as large as it takes for each axis by itself, or twice the grid. Then it grows along the axes of the
 * worst lag, or along all while negative eigenvalues exceed the tolerance: of the covariance on the first torus, of the truncated
 * one from there on.
 */
export function embedPadded(model: FieldModel, grid: Torus, padding: Padding, tolerance: number): Embedding {
  const { shape, spacing } = grid;
  const known = hasCovariance(model);
  const auto = padding === 'auto';
  check(
    known || !auto,
    'createSampler',
    `padding must be a number for ${model.name}, which has no covariance function`,
    padding,
    '',
    'string',
  );
  let sizes = shape.map((length, axis) =>
    known && length === 1
      ? 1
      : nextSize(length + (known && auto ? reach(model, grid, axis, tolerance) : Number(padding))),
  );
  // What 'auto' may take.
  const most = Math.min(2 ** 26, Math.max(2 ** 22, 16 * countPoints(shape)));
  checkPoints('createSampler', sizes, auto ? most : undefined);
  let best: Embedding | undefined;
  for (let within: typeof shape | undefined; ; ) {
    let embedding = embed(model, { shape: sizes, spacing }, tolerance, within);
    if (!auto || !known) return embedding;
    let grown: readonly number[] = sizes;
    if (embedding.drawn.negativeMass <= tolerance) {
      const { torus, drawn } = embedding;
      const limits = toShape(shape).map((length) => length - 1);
      const { error, lag } = covarianceError(model, torus, fieldCovariance(torus, drawn), limits);
      embedding = { ...embedding, error };
      if (error <= tolerance) return embedding;
      grown = lag.slice(-shape.length);
    }
    if (!(best && best.drawn.negativeMass <= embedding.drawn.negativeMass)) best = embedding;
    if (embedding.error === undefined && !within) {
      // The same torus once more, and larger ones, with the truncated covariance.
      within = shape;
      continue;
    }
    const growth = countPoints(sizes) < 2 ** 18 ? 1.25 : 1.5;
    sizes = sizes.map((length, axis) =>
      grown[axis] && length > 1 ? nextSize(Math.ceil(length * growth)) : length,
    );
    if (countPoints(sizes) > most) return best;
  }
}
