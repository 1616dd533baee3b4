import {
  type CovarianceModel,
  cauchy,
  createSampler,
  cubic,
  empiricalCovariance,
  exponential,
  lognormal,
  matern,
  rationalQuadratic,
  type SamplerReport,
  spherical,
  squaredExponential,
  stable,
  threshold,
} from '@backdropjs/fields';
import type { Settings } from './settings';

/** A covariance at a distance along the columns' axis. */
export interface Lag {
  distance: number;
  model: number;
  /** The mean over fields, and the standard error of that mean; of one field there is none. */
  mean: number;
  standardError?: number;
}

/** What the demo shows. */
export interface Explored {
  /** As it is shown, transformed. */
  field: Float32Array | Uint8Array;
  size: number;
  lags: Lag[];
  report: SamplerReport;
  /** For making the sampler, and for one field. */
  milliseconds: { sampler: number; field: number };
}

function modelOf({ model, length, shape, ratio, angle }: Settings): CovarianceModel {
  const common = {
    correlationLength: length,
    ...(ratio < 1 && { anisotropy: { ratio, angle: (angle * Math.PI) / 180 } }),
  };
  switch (model) {
    case 'squaredExponential':
      return squaredExponential(common);
    case 'matern':
      return matern({ ...common, smoothness: shape });
    case 'exponential':
      return exponential(common);
    case 'spherical':
      return spherical(common);
    case 'cubic':
      return cubic(common);
    case 'stable':
      return stable({ ...common, alpha: shape });
    case 'cauchy':
      return cauchy({ ...common, beta: shape });
    case 'rationalQuadratic':
      return rationalQuadratic({ ...common, alpha: shape });
  }
}

/** Draws the field, and compares the covariance of some fields with the model's. */
export async function explore(settings: Settings): Promise<Explored> {
  const { boundary, seed, realization, transform } = settings;
  const [size, count] = [Number(settings.size), Number(settings.average)];
  const model = modelOf(settings);
  const start = performance.now();
  const sampler = await createSampler({
    model,
    shape: [size, size],
    seed,
    boundary: boundary === 'periodic' ? 'periodic' : { padding: 'auto' },
    indefinite: 'clip',
  });
  const made = performance.now();
  const drawn = sampler.realization(realization);
  const milliseconds = { sampler: made - start, field: performance.now() - made };
  const field =
    transform === 'none' ? drawn : transform === 'lognormal' ? lognormal(drawn) : threshold(drawn, 0);

  const maxLag = Math.min(size / 2 - 1, Math.ceil(3 * settings.length));
  const [sums, squares] = [new Float64Array(maxLag + 1), new Float64Array(maxLag + 1)];
  const options = { shape: [size, size], maxLag, periodic: boundary === 'periodic' };
  for (const next of sampler.realizations({ from: realization, count })) {
    const { values, shape } = empiricalCovariance(next, options);
    const middle = maxLag * shape[1]! + maxLag;
    for (let lag = 0; lag <= maxLag; lag++) {
      const value = values[middle + lag]!;
      sums[lag]! += value;
      squares[lag]! += value * value;
    }
  }
  const lags = Array.from({ length: maxLag + 1 }, (_, distance): Lag => {
    const mean = sums[distance]! / count;
    const variance = (squares[distance]! - count * mean * mean) / (count - 1);
    return {
      distance,
      model: model.covariance(0, distance),
      mean,
      ...(count > 1 && { standardError: Math.sqrt(variance / count) }),
    };
  });
  return { field, size, lags, report: sampler.report, milliseconds };
}
