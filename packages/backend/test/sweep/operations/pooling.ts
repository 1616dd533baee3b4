import * as tf from '@tensorflow/tfjs-core';
import type { Draw, Operation } from '../draw';

type Pool = (
  x: tf.Tensor4D,
  size: [number, number],
  strides: [number, number],
  pad: 'same' | 'valid' | number | tf.backend_util.ExplicitPadding,
  rounding?: 'floor' | 'round' | 'ceil',
) => tf.Tensor;

/** An image without ties, sometimes all negative, all -Infinity or with some NaN or many. */
function image(draw: Draw, shape: number[]) {
  const x = draw.distinct(shape);
  if (draw.chance(0.3)) x.values = x.values.map((value) => Number(value) - 100);
  if (draw.chance(0.1)) x.values = x.values.map(() => -Infinity);
  else if (draw.chance(0.3)) {
    const share = draw.one([0.1, 0.5, 0.9] as const);
    x.values = x.values.map((value) => (draw.chance(share) ? Number.NaN : value));
  }
  return x;
}

const pooling =
  (pool: Pool): Operation =>
  (draw) => {
    const size = [draw.integer(1, 4), draw.integer(1, 4)] as [number, number];
    const strides = [draw.integer(1, 3), draw.integer(1, 3)] as [number, number];
    const within = Math.min(...size) - 1;
    const some = () => draw.integer(0, Math.min(within, 2));
    const isSquare = size[0] === size[1] && strides[0] === strides[1];
    const explicit = [
      [0, 0],
      [some(), some()],
      [some(), some()],
      [0, 0],
    ];
    // cpu takes a number for the padding of square windows, whatever they are.
    const pad = draw.one(['same', 'valid', isSquare ? some() : explicit, explicit] as const);
    const rounding =
      typeof pad !== 'string' && draw.chance(0.4) ? draw.one(['floor', 'round', 'ceil'] as const) : undefined;
    const shape = [draw.integer(1, 2), ...size.map((n) => n + draw.integer(0, 5)), draw.integer(1, 5)];
    return {
      inputs: [image(draw, shape)],
      run: (x: tf.Tensor4D) => pool(x, size, strides, pad as never, rounding),
      about: { size, strides, pad, rounding },
    };
  };

const pooling3D =
  (pool: typeof tf.maxPool3d): Operation =>
  (draw) => {
    const size = draw.many(3, () => draw.integer(1, 3)) as [number, number, number];
    const strides = draw.many(3, () => draw.integer(1, 2)) as [number, number, number];
    const pad = draw.one(['same', 'valid'] as const);
    const shape = [draw.integer(1, 2), ...size.map((n) => n + draw.integer(0, 3)), draw.integer(1, 3)];
    return {
      inputs: [image(draw, shape)],
      run: (x: tf.Tensor5D) => pool(x, size, strides, pad),
      about: { size, strides, pad },
    };
  };

export const pools: Record<string, Operation> = {
  avgPool: pooling(tf.avgPool),
  avgPool3d: pooling3D(tf.avgPool3d),
  maxPool: pooling(tf.maxPool),
  maxPool3d: pooling3D(tf.maxPool3d),
  maxPoolWithArgmax: (draw) => {
    const size = draw.integer(1, 3);
    const [strides, pad, batched] = [
      draw.integer(1, 2),
      draw.one(['same', 'valid'] as const),
      draw.chance(0.5),
    ];
    const x = draw.distinct([
      draw.integer(1, 2),
      size + draw.integer(0, 4),
      size + draw.integer(0, 4),
      draw.integer(1, 9),
    ]);
    if (draw.chance(0.5)) x.values = x.values.map((value) => Number(value) - 100);
    const run = (t: tf.Tensor4D) => {
      const { result, indexes } = tf.maxPoolWithArgmax(t, size, strides, pad, batched);
      return [result!, indexes!];
    };
    return { inputs: [x], run, about: { size, strides, pad, batched } };
  },
  pool: (draw) => {
    const size = draw.integer(1, 3);
    const dilations = draw.integer(1, 2);
    const [kind, pad] = [draw.one(['max', 'avg'] as const), draw.one(['same', 'valid'] as const)];
    const extent = (size - 1) * dilations + 1 + draw.integer(0, 4);
    return {
      inputs: [image(draw, [2, extent, extent + 1, 2])],
      run: (x: tf.Tensor4D) => tf.pool(x, size, kind, pad, dilations),
      about: { size, kind, pad, dilations },
    };
  },
};
