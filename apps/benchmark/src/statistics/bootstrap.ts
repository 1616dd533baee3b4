import { foldIn, integers, key } from '@backdropjs/random';
import { normalCdf, normalQuantile } from './normal';
import { quantileOfSorted } from './quantile';
import { summarize } from './summary';

export type Interval = readonly [low: number, high: number];

/** How many times the values are drawn anew, with replacement. */
const draws = 4999;

/** The z of a two-sided 95 % interval, the 0.975 quantile of the standard normal distribution. */
const z95 = 1.959963984540054;

/**
 * A 95 % interval for the mean: the bias-corrected and accelerated bootstrap (BCa; Efron 1987) over 4999 resamples.
 *
 * The resamples are a function of the number of values alone, so equal data have equal intervals in every report.
 *
 * @returns null where the values do not scatter, or are fewer than two.
 */
export function bootstrapInterval(values: readonly number[]): Interval | null {
  const n = values.length;
  if (n < 2 || values.every((value) => value === values[0])) return null;
  const indices = resamples(n);
  const means = new Float64Array(draws);
  for (let draw = 0, i = 0; draw < draws; draw++) {
    let sum = 0;
    for (const end = i + n; i < end; i++) sum += values[indices[i]!]!;
    means[draw] = sum / n;
  }
  return bcaInterval(values, means);
}

/**
 * The BCa interval from the means of given resamples: their quantiles at Phi(z0 + (z0 + z) / (1 - a (z0 + z))), with
 * z = -1.96 and 1.96, z0 the normal quantile of the fraction of resampled means below the mean (half of the equal
 * ones count), and a = sum d^3 / (6 (sum d^2)^(3/2)), d the deviations from the mean, which the jackknife gives here.
 */
export function bcaInterval(values: readonly number[], means: ArrayLike<number>): Interval | null {
  const { mean } = summarize(values);
  let [cubes, squares] = [0, 0];
  for (const value of values) {
    const deviation = value - mean;
    squares += deviation ** 2;
    cubes += deviation ** 3;
  }
  const acceleration = cubes / (6 * squares ** 1.5);
  // Equal means may have been added up in another order.
  const rounding = 1e-12 * Math.sqrt(squares);
  const sorted = new Float64Array(means).sort();
  let below = 0;
  for (let i = 0; i < sorted.length; i++)
    below += Math.abs(sorted[i]! - mean) <= rounding ? 0.5 : Number(sorted[i]! < mean);
  if (below === 0 || below === sorted.length) return null;
  const bias = normalQuantile(below / sorted.length);
  const bound = (z: number) =>
    quantileOfSorted(sorted, normalCdf(bias + (bias + z) / (1 - acceleration * (bias + z))));
  return [bound(-z95), bound(z95)];
}

/** By the number of values, of which they are a function: a report asks for the same ones hundreds of times. */
const drawn = new Map<number, Uint32Array>();

function resamples(n: number): Uint32Array {
  let indices = drawn.get(n);
  if (!indices) {
    indices = integers(foldIn(key('bootstrap'), n), 0, n, new Uint32Array(draws * n));
    drawn.set(n, indices);
  }
  return indices;
}
