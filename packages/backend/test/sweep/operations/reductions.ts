import * as tf from '@tensorflow/tfjs-core';
import type { Operation } from '../draw';

type Reduce = (x: tf.Tensor, axis?: number | number[], keepDims?: boolean) => tf.Tensor;

const reduction =
  (run: Reduce, of: 'numbers' | 'bools' | 'distinct' = 'numbers'): Operation =>
  (draw) => {
    const shape = draw.shape();
    const [axis, keepDims] = [draw.axes(shape.length), draw.chance(0.5)];
    const x =
      of === 'bools'
        ? draw.bools(shape)
        : draw.chance(0.2)
          ? draw.integers(shape, -3, 3)
          : draw.distinct(shape);
    if (of === 'numbers' && x.dtype === 'float32' && draw.chance(0.5)) x.values = draw.floats(shape).values;
    if (of !== 'bools' && x.dtype === 'float32' && draw.chance(0.2)) {
      x.values = x.values.map((value) =>
        draw.chance(0.1) ? draw.one([Number.NaN, Infinity, -Infinity]) : value,
      );
    }
    return { inputs: [x], run: (t: tf.Tensor) => run(t, axis, keepDims), about: { axis, keepDims } };
  };

const argument =
  (run: (x: tf.Tensor, axis?: number) => tf.Tensor): Operation =>
  (draw) => {
    const shape = draw.shape(1);
    const axis = draw.integer(-shape.length, shape.length - 1);
    const x = draw.chance(0.3) ? draw.integers(shape, -4, 4) : draw.distinct(shape);
    return { inputs: [x], run: (t: tf.Tensor) => run(t, axis), about: { axis } };
  };

const cumulative =
  (run: (x: tf.Tensor, axis: number, exclusive: boolean, reverse: boolean) => tf.Tensor): Operation =>
  (draw) => {
    const shape = draw.shape(1);
    const [axis, exclusive, reverse] = [
      draw.integer(-shape.length, shape.length - 1),
      draw.chance(0.5),
      draw.chance(0.5),
    ];
    const x = draw.chance(0.3) ? draw.integers(shape, -2, 2) : draw.floats(shape, 'unit');
    return {
      inputs: [x],
      run: (t: tf.Tensor) => run(t, axis, exclusive, reverse),
      about: { axis, exclusive, reverse },
    };
  };

export const reductions: Record<string, Operation> = {
  all: reduction(tf.all, 'bools'),
  any: reduction(tf.any, 'bools'),
  argMax: argument(tf.argMax),
  argMin: argument(tf.argMin),
  bincount: (draw) => {
    const [count, bins] = [draw.integer(1, 9), draw.integer(1, 6)];
    const weights = draw.chance(0.5) ? draw.floats([count]) : draw.floats([0]);
    return {
      inputs: [draw.integers([count], 0, 7), weights],
      run: (x: tf.Tensor1D, w: tf.Tensor1D) => tf.bincount(x, w, bins),
      about: { bins },
    };
  },
  cumprod: cumulative(tf.cumprod),
  cumsum: cumulative(tf.cumsum),
  denseBincount: (draw) => {
    const [shape, bins, binary] = [
      draw.many(draw.integer(1, 2), () => draw.integer(1, 5)),
      draw.integer(1, 6),
      draw.chance(0.5),
    ];
    const weights = draw.chance(0.5) ? draw.floats(shape) : draw.floats([0]);
    return {
      inputs: [draw.integers(shape, 0, 7), weights],
      run: (x: tf.Tensor2D, w: tf.Tensor2D) => tf.denseBincount(x, w, bins, binary),
      about: { bins, binary },
    };
  },
  euclideanNorm: reduction((x, axis, keep) => tf.norm(x, 'euclidean', axis, keep)),
  logSumExp: reduction(tf.logSumExp),
  max: reduction(tf.max, 'distinct'),
  mean: reduction(tf.mean),
  min: reduction(tf.min, 'distinct'),
  moments: (draw) => {
    const shape = draw.shape(1);
    const axis = draw.axes(shape.length);
    const run = (x: tf.Tensor) => {
      const { mean, variance } = tf.moments(x, axis);
      return [mean, variance];
    };
    return { inputs: [draw.floats(shape)], run, about: { axis } };
  },
  prod: reduction(tf.prod),
  sum: reduction(tf.sum),
};
