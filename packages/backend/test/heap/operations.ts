// Operations on feature maps that random programs are made of. Bounds and units keep all numbers multiples of powers of two that
// float32 holds exactly.
import * as tf from '@tensorflow/tfjs-core';

/** One feature map, one of half its size, filters between them, and channels. */
export const shapes = {
  map: [2, 8, 8, 8],
  half: [2, 4, 4, 8],
  filter3: [3, 3, 8, 8],
  filter2: [2, 2, 8, 8],
  channels: [8],
} as const;
export type Kind = keyof typeof shapes;

type Tensors = tf.Tensor[];
interface Operation {
  takes: Kind[];
  gives: Kind[];
  /** How large the values, and how small the units, become from those of the operands. */
  bound(...of: number[]): number;
  unit(...of: number[]): number;
  run(...operands: Tensors): tf.Tensor | Tensors;
}

export const product = (...of: number[]): number => of.reduce((p, x) => p * x, 1);
const least = (...of: number[]): number => Math.min(...of);
const total = (...of: number[]): number => of.reduce((s, x) => s + x, 0);

const map4 = (x: tf.Tensor | undefined): tf.Tensor4D => x as tf.Tensor4D;
const conv = (x: tf.Tensor, w: tf.Tensor) => tf.conv2d(map4(x), map4(w), w.shape[0] === 2 ? 2 : 1, 'same');
const back = (dy: tf.Tensor, w: tf.Tensor) =>
  tf.conv2dTranspose(map4(dy), map4(w), [2, 8, 8, 8], w.shape[0] === 2 ? 2 : 1, 'same');
const normalize = (x: tf.Tensor, mean: tf.Tensor, scale: tf.Tensor, offset: tf.Tensor) =>
  tf.batchNorm(map4(x), mean as tf.Tensor1D, tf.ones([8]), offset as tf.Tensor1D, scale as tf.Tensor1D, 0);
const layer = (x: tf.Tensor, w: tf.Tensor, b: tf.Tensor) => tf.relu(tf.add(conv(x, w), b));
const overPositions = [0, 1, 2];

const operation = (
  takes: Kind[],
  gives: Kind | Kind[],
  run: Operation['run'],
  bound: Operation['bound'],
  unit: Operation['unit'] = least,
): Operation => ({ takes, gives: [gives].flat(), run, bound, unit });

/** Elementwise operations exist for maps of both sizes. */
export const operations: Record<string, Operation> = {
  conv3: operation(['map', 'filter3'], 'map', conv, (x, w) => 72 * x! * w!, product),
  conv2: operation(['map', 'filter2'], 'half', conv, (x, w) => 32 * x! * w!, product),
  back3: operation(['map', 'filter3'], 'map', back, (x, w) => 72 * x! * w!, product),
  back2: operation(['half', 'filter2'], 'map', back, (x, w) => 8 * x! * w!, product),
  layer3: operation(['map', 'filter3', 'channels'], 'map', layer, (x, w, b) => 72 * x! * w! + b!, product),
  layer2: operation(['map', 'filter2', 'channels'], 'half', layer, (x, w, b) => 32 * x! * w! + b!, product),
  layer3Gradient: operation(
    ['map', 'filter3', 'channels', 'map'],
    ['map', 'filter3', 'channels'],
    (x, w, b, dy) => tf.grads(layer as never)([x!, w!, b!], dy!),
    (x, w, _, dy) => 128 * dy! * Math.max(1, x!, w!),
    product,
  ),
  layer2Gradient: operation(
    ['map', 'filter2', 'channels', 'half'],
    ['map', 'filter2', 'channels'],
    (x, w, b, dy) => tf.grads(layer as never)([x!, w!, b!], dy!),
    (x, w, _, dy) => 32 * dy! * Math.max(1, x!, w!),
    product,
  ),
  twoLayersGradient: operation(
    ['map', 'filter3', 'channels', 'filter2', 'channels', 'half'],
    ['map', 'filter3', 'channels', 'filter2'],
    (x, w, b, v, c, dy) =>
      tf
        .grads((...[p, q, r, s]: Tensors) => layer(layer(p!, q!, r!), s!, c!))([x!, w!, b!, v!], dy!)
        .slice(0, 4),
    (x, w, b, v, _, dy) => 128 * dy! * Math.max(72 * x! * w! + b!, 8 * v! * Math.max(1, x!, 72 * w!)),
    product,
  ),
  add: operation(['map', 'map'], 'map', tf.add as never, total),
  multiply: operation(['map', 'map'], 'map', tf.mul as never, product, product),
  relu: operation(['map'], 'map', (x) => tf.relu(x!), total),
  reluOfHalf: operation(['half'], 'half', (x) => tf.relu(x!), total),
  step: operation(
    ['map'],
    'map',
    (x) => tf.step(x!),
    () => 1,
    () => 1,
  ),
  masked: operation(
    ['map', 'map'],
    'map',
    (dy, x) => tf.mul(dy!, tf.step(x!)),
    (dy) => dy!,
    (dy) => dy!,
  ),
  square: operation(
    ['map'],
    'map',
    (x) => tf.square(x!),
    (x) => x! * x!,
    (x) => x! * x!,
  ),
  bias: operation(['map', 'channels'], 'map', tf.add as never, total),
  biasOfHalf: operation(['half', 'channels'], 'half', tf.add as never, total),
  center: operation(['map', 'channels'], 'map', tf.sub as never, total),
  factor: operation(['channels', 'map'], 'map', tf.mul as never, product, product),
  normalize: operation(
    ['map', 'channels', 'channels', 'channels'],
    'map',
    normalize as never,
    (x, mean, scale, offset) => (x! + mean!) * scale! + offset!,
    (x, mean, scale, offset) => least(least(x!, mean!) * scale!, offset!),
  ),
  normalizeGradient: operation(
    ['map', 'channels', 'channels', 'channels', 'map'],
    ['map', 'channels', 'channels', 'channels'],
    (x, mean, scale, offset, dy) => tf.grads(normalize as never)([x!, mean!, scale!, offset!], dy!),
    (x, mean, scale, _, dy) => 128 * dy! * Math.max(1, x! + mean!) * Math.max(1, scale!),
    (x, mean, scale, _, dy) => least(1, x!, mean!) * dy! * least(1, scale!),
  ),
  sum: operation(
    ['map'],
    'channels',
    (x) => tf.sum(x!, overPositions),
    (x) => 128 * x!,
  ),
  mean: operation(
    ['map'],
    'channels',
    (x) => tf.mean(x!, overPositions),
    (x) => x!,
    (x) => x! / 128,
  ),
  meanOfProduct: operation(
    ['map', 'map', 'channels'],
    'channels',
    (a, b, c) => tf.mean(tf.mul(a!, tf.sub(b!, c!)), overPositions),
    (a, b, c) => a! * (b! + c!),
    (a, b, c) => (a! * least(b!, c!)) / 128,
  ),
  meanGradient: operation(
    ['map', 'channels'],
    'map',
    (x, dy) => tf.grad((given) => tf.mean(given, overPositions))(x!, dy!),
    (_, dy) => dy!,
    (_, dy) => dy! / 128,
  ),
  squareGradient: operation(
    ['map', 'channels', 'channels'],
    'map',
    (x, c, dy) => tf.grad((given) => tf.sum(tf.square(tf.sub(given, c!)), overPositions))(x!, dy!),
    (x, c, dy) => 2 * (x! + c!) * dy!,
    (x, c, dy) => least(x!, c!) * dy!,
  ),
  tile: operation(
    ['channels'],
    'map',
    (x) => tf.tile(tf.reshape(x!, [1, 1, 1, 8]), [2, 8, 8, 1]),
    (x) => x!,
  ),
  reshaped: operation(
    ['map'],
    'map',
    (x) => tf.reshape(tf.relu(tf.reshape(x!, [16, 64])), shapes.map as never),
    (x) => x!,
  ),
  pool: operation(
    ['map'],
    'half',
    (x) => tf.maxPool(map4(x), 2, 2, 'valid'),
    (x) => x!,
  ),
  poolGradient: operation(
    ['map', 'half'],
    'map',
    (x, dy) => tf.grad((given) => tf.avgPool(map4(given), 2, 2, 'valid'))(x!, dy!),
    (_, dy) => dy!,
    (_, dy) => dy! / 4,
  ),
  clone: operation(
    ['map'],
    'map',
    (x) => tf.clone(x!),
    (x) => x!,
  ),
};
