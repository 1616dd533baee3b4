import { multiscale } from '@backdropjs/fields';
import { backdrop, sampleMask } from '@backdropjs/operator';
import { foldIn, type Key, key, normal, uniform } from '@backdropjs/random';
import * as tf from '@tensorflow/tfjs-core';
import { correlationLengths, type Placement, placements, size } from './settings';

/** Pixels that every receptive field starts before `stride * position`: the padding of the first convolution. */
const padding = 2;

/** All of stride 2. */
const convolutions = [
  { kernel: 5, filters: 12 },
  { kernel: 2, filters: 16 },
  { kernel: 2, filters: 24 },
  { kernel: 2, filters: 32 },
];

/** Everything that the pictures depend on. */
export interface Settings {
  seed: number;
  /** Number of the training step whose masks are drawn. */
  step: number;
  label: number;
  /** Rates in [0, 1). */
  rates: Record<Placement, number>;
}

/** The key of a placement's mask at a step. */
function maskKey({ seed, step }: Settings, placement: Placement): Key {
  return foldIn(key(seed), 'mask', placement, step);
}

/** What a position of a mask sees of the image; it may reach over the border. */
interface ReceptiveField {
  placement: Placement;
  row: number;
  column: number;
  size: number;
}

/** How strongly each pixel acts on the output's gradient, with masks at some of the placements. */
export interface Footprint {
  /** |d output / d pixel|, row-major. */
  gradient: Float32Array;
  /** Receptive fields of the kept positions. */
  kept: ReceptiveField[];
}

/** The field of the given class. */
export function drawField({ seed, label }: Settings): Float32Array {
  const set = multiscale({
    size,
    scales: [correlationLengths.fine, correlationLengths.coarse],
    amplitudes: [0.75, 1.25],
    perClass: 1,
    standardize: 'sample',
    seed,
  });
  for (let i = 0; i < set.length; i++) {
    const sample = set.sample(i);
    if (sample.label === label) return sample.field;
  }
  throw new Error(`drawField: label must be one of 0 to 3, got ${label}`);
}

/** Back-propagates through the network with masks at `masked`. */
export function footprint(field: Float32Array, settings: Settings, masked: readonly Placement[]): Footprint {
  const gradient = tf.tidy(() => tf.abs(gradientOf(field, settings, masked)).dataSync() as Float32Array);
  return { gradient, kept: masked.flatMap((placement) => keptFields(settings, placement)) };
}

/** |mean of d output / d pixel| over the masks of `count` steps from `settings.step` on. */
export function averageFootprint(
  field: Float32Array,
  settings: Settings,
  masked: readonly Placement[],
  count: number,
): Float32Array {
  return tf.tidy(() => {
    let sum: tf.Tensor = tf.zeros([1, size, size, 1]);
    for (let i = 0; i < count; i++) {
      const next = tf.tidy(() =>
        tf.add(sum, gradientOf(field, { ...settings, step: settings.step + i }, masked)),
      );
      sum.dispose();
      sum = next;
    }
    return tf.abs(tf.div(sum, count)).dataSync() as Float32Array;
  });
}

/** d output / d pixel with masks at `masked`. */
function gradientOf(field: Float32Array, settings: Settings, masked: readonly Placement[]): tf.Tensor {
  const image = tf.tensor4d(field, [1, size, size, 1]);
  return tf.grad((x) => output(x as tf.Tensor4D, settings, masked))(image);
}

/** The network: convolutions with relu, global average, one linear output. */
function output(image: tf.Tensor4D, settings: Settings, masked: readonly Placement[]): tf.Tensor {
  const weights = foldIn(key(settings.seed), 'weights');
  // One row and column less behind than before: the last ones would not be used.
  let features = tf.pad(image, [
    [0, 0],
    [padding, padding - 1],
    [padding, padding - 1],
    [0, 0],
  ]);
  for (const [i, { kernel, filters }] of convolutions.entries()) {
    const channels = features.shape[3];
    const fanIn = kernel * kernel * channels;
    const filter = normal(foldIn(weights, i), new Float32Array(fanIn * filters)).map(
      (z) => z * Math.sqrt(2 / fanIn),
    );
    const shape: [number, number, number, number] = [kernel, kernel, channels, filters];
    features = tf.relu(tf.conv2d(features, tf.tensor4d(filter, shape), 2, 'valid'));
    for (const placement of masked) {
      if (placements[placement].after !== i + 1) continue;
      const rate = settings.rates[placement];
      features = backdrop(features, { rate, axes: [1, 2], key: maskKey(settings, placement) });
    }
  }
  const readout = uniform(foldIn(weights, 'readout'), new Float32Array(features.shape[3])).map(
    (u) => 2 * u - 1,
  );
  return tf.sum(tf.mul(tf.mean(features, [1, 2]), tf.tensor1d(readout)));
}

/** Receptive fields of the positions that a placement's mask keeps. */
function keptFields(settings: Settings, placement: Placement): ReceptiveField[] {
  const { positions, receptiveField, stride } = placements[placement];
  return tf.tidy(() => {
    const { mask } = sampleMask([1, positions, positions, 1], {
      rate: settings.rates[placement],
      axes: [1, 2],
      key: maskKey(settings, placement),
    });
    return [...mask.dataSync().entries()]
      .filter(([, kept]) => kept === 1)
      .map(([position]) => ({
        placement,
        row: Math.floor(position / positions) * stride - padding,
        column: (position % positions) * stride - padding,
        size: receptiveField,
      }));
  });
}
