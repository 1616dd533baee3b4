import { foldIn, key, normal, permutation, uniform } from '@backdropjs/random';
import { type Settings, sizes } from './settings';

export interface Samples {
  /** Two coordinates each. */
  points: Float32Array;
  /** 1 for positives. */
  labels: Uint8Array;
}

/** Spread of the clouds. */
const deviations = { clouds: 1, outlier: 1, xor: 0.5, separable: 0.25 };

/** Draws training or test samples; labels of training samples are turned around by chance. */
export function drawSamples(settings: Settings, part: keyof typeof sizes): Samples {
  const { data, x, y, seed, imbalance, noise } = settings;
  const count = sizes[part];
  const positives = part === 'test' ? count / 2 : Math.max(1, Math.round(count / (1 + Number(imbalance))));
  const labels = new Uint8Array(count).fill(1, 0, positives);
  const drawn = normal(foldIn(key(seed), part), new Float32Array(2 * count));
  const points = drawn.map((z, i) => {
    const sample = Math.floor(i / 2);
    const [cx, cy] = centerOf(data, x, y, labels[sample] === 1, sample % 2 === 0);
    return deviations[data] * z + (i % 2 === 0 ? cx : cy);
  });
  if (part === 'train') {
    // A negative far on the side of the positives.
    if (data === 'outlier') points.set([5 * x, 5 * y], 2 * (count - 1));
    const chances = uniform(foldIn(key(seed), 'turned'), new Float32Array(count));
    for (const [i, chance] of chances.entries()) if (chance < noise) labels[i] = 1 - labels[i]!;
  }
  return { points, labels };
}

function centerOf(
  data: Settings['data'],
  x: number,
  y: number,
  isPositive: boolean,
  isFirst: boolean,
): [number, number] {
  // Two clouds each, at the corners of a square.
  if (data === 'xor') {
    const side = isFirst ? 1 : -1;
    return isPositive ? [side * x, side * y] : [-side * y, side * x];
  }
  return isPositive ? [x, y] : [-x, -y];
}

/** The greatest AUC that any score can have on test samples, where it is known in closed form: `Phi(distance / (sqrt(2) deviation))`. */
export function bestAuc({ data, x, y }: Settings): number | undefined {
  if (data === 'xor') return undefined;
  // Between centers: twice the length of (x, y).
  return standardNormal((Math.SQRT2 * Math.hypot(x, y)) / deviations[data]);
}

/** Phi(t), by its series: exact to 1e-12 for |t| < 6. */
function standardNormal(t: number): number {
  if (t > 6) return 1;
  let [term, sum] = [t, t];
  for (let n = 3; Math.abs(term) > 1e-17; n += 2) {
    term *= (t * t) / n;
    sum += term;
  }
  return 0.5 + (sum * Math.exp((-t * t) / 2)) / Math.sqrt(2 * Math.PI);
}

/** The samples of each step's batch: once through all of them in an order, then in another. */
export function drawBatches({ seed, batch, steps }: Settings): Uint32Array[] {
  const size = Number(batch);
  const perPass = sizes.train / size;
  const orders = Array.from({ length: Math.ceil(steps / perPass) }, (_, pass) =>
    permutation(foldIn(key(seed), 'order', pass), sizes.train),
  );
  return Array.from({ length: steps }, (_, step) => {
    const start = (step % perPass) * size;
    return orders[Math.floor(step / perPass)]!.slice(start, start + size);
  });
}
