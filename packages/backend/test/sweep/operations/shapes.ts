import * as tf from '@tensorflow/tfjs-core';
import { type Draw, type Operation, size } from '../draw';

const positive = (draw: Draw, lowest: number, highest: number) =>
  draw.many(draw.integer(lowest, highest), () => draw.integer(1, 5));

export const shapes: Record<string, Operation> = {
  batchToSpaceND: (draw) => {
    const block = [draw.integer(1, 3), draw.integer(1, 2)];
    const shape = [
      size(block) * draw.integer(1, 2),
      draw.integer(2, 4),
      draw.integer(2, 4),
      draw.integer(1, 3),
    ];
    const crops = block.map((b) => [draw.integer(0, b - 1), draw.integer(0, b - 1)]);
    return {
      inputs: [draw.floats(shape)],
      run: (x: tf.Tensor) => tf.batchToSpaceND(x, block, crops),
      about: { block, crops },
    };
  },
  broadcastArgs: (draw) => {
    const shape = positive(draw, 1, 4);
    const vector = (of: number[]) => ({ shape: [of.length], dtype: 'int32' as const, values: of });
    return { inputs: [vector(shape), vector(draw.beside(shape))], run: tf.broadcastArgs };
  },
  broadcastTo: (draw) => {
    const shape = positive(draw, 0, 5);
    return {
      inputs: [draw.any(draw.beside(shape))],
      run: (x: tf.Tensor) => tf.broadcastTo(x, shape as never),
      about: { shape },
    };
  },
  clone: (draw) => ({ inputs: [draw.any(draw.shape())], run: tf.clone }),
  concat: (draw) => {
    const shape = draw.shape(1);
    const axis = draw.integer(-shape.length, shape.length - 1);
    const at = axis < 0 ? axis + shape.length : axis;
    const make = draw.one([
      (of: number[]) => draw.floats(of, 'special'),
      (of: number[]) => draw.integers(of, -9, 9),
      (of: number[]) => draw.bools(of),
    ]);
    const inputs = draw.many(draw.integer(1, 4), () =>
      make(shape.map((n, i) => (i === at ? draw.integer(0, 4) : n))),
    );
    return { inputs, run: (...x: tf.Tensor[]) => tf.concat(x, axis), about: { axis } };
  },
  depthToSpace: (draw) => {
    const block = draw.integer(2, 3);
    const format = draw.one(['NHWC', 'NCHW'] as const);
    const [channels, height, width] = [
      block * block * draw.integer(1, 2),
      draw.integer(1, 4),
      draw.integer(1, 4),
    ];
    const shape = format === 'NHWC' ? [2, height, width, channels] : [2, channels, height, width];
    return {
      inputs: [draw.floats(shape)],
      run: (x: tf.Tensor4D) => tf.depthToSpace(x, block, format),
      gradient: false,
      about: { block, format },
    };
  },
  diag: (draw) => ({ inputs: [draw.any(positive(draw, 1, 2))], run: tf.diag, gradient: false }),
  expandDims: (draw) => {
    const shape = draw.shape();
    const axis = draw.integer(-shape.length - 1, shape.length);
    return { inputs: [draw.any(shape)], run: (x: tf.Tensor) => tf.expandDims(x, axis), about: { axis } };
  },
  fill: (draw) => {
    const [shape, value] = [draw.shape(), draw.integer(-3, 3)];
    const dtype = draw.one(['float32', 'int32', 'bool'] as const);
    return {
      inputs: [],
      run: () => tf.fill(shape, dtype === 'bool' ? value & 1 : value, dtype),
      about: { shape, value, dtype },
    };
  },
  linspace: (draw) => {
    const [start, stop, count] = [draw.integer(-5, 5), draw.integer(-5, 5), draw.integer(1, 9)];
    return { inputs: [], run: () => tf.linspace(start, stop, count), about: { start, stop, count } };
  },
  mirrorPad: (draw) => {
    const shape = draw.many(draw.integer(1, 4), () => draw.integer(3, 5));
    const paddings = shape.map(() => [draw.integer(0, 2), draw.integer(0, 2)] as [number, number]);
    const mode = draw.one(['reflect', 'symmetric'] as const);
    return {
      inputs: [draw.any(shape)],
      run: (x: tf.Tensor) => tf.mirrorPad(x, paddings, mode),
      gradient: false,
      about: { paddings, mode },
    };
  },
  oneHot: (draw) => {
    const depth = draw.integer(2, 6);
    const dtype = draw.one(['float32', 'int32', 'bool'] as const);
    return {
      inputs: [draw.integers(draw.shape(0, 3), -1, 7)],
      run: (x: tf.Tensor) => tf.oneHot(x, depth, 1, 0, dtype),
      about: { depth, dtype },
    };
  },
  onesLike: (draw) => ({ inputs: [draw.any(draw.shape())], run: tf.onesLike, gradient: false }),
  pad: (draw) => {
    const shape = draw.shape();
    const paddings = shape.map(() => [draw.integer(0, 3), draw.integer(0, 3)] as [number, number]);
    return { inputs: [draw.any(shape)], run: (x: tf.Tensor) => tf.pad(x, paddings, 1), about: { paddings } };
  },
  range: (draw) => {
    const [start, stop, step] = [draw.integer(-5, 5), draw.integer(-5, 5), draw.one([1, -1, 2, 0.5])];
    const dtype = draw.one(['float32', 'int32'] as const);
    return { inputs: [], run: () => tf.range(start, stop, step, dtype), about: { start, stop, step, dtype } };
  },
  reshape: (draw) => {
    const shape = draw.shape();
    const to = [size(shape), 1];
    return { inputs: [draw.any(shape)], run: (x: tf.Tensor) => tf.reshape(x, to) };
  },
  reverse: (draw) => {
    const shape = draw.shape(1);
    const axis = draw.axes(shape.length);
    return { inputs: [draw.any(shape)], run: (x: tf.Tensor) => tf.reverse(x, axis), about: { axis } };
  },
  slice: (draw) => {
    const shape = positive(draw, 1, 5);
    const begin = shape.map((n) => draw.integer(0, n - 1));
    const extent = shape.map((n, axis) => draw.integer(draw.chance(0.03) ? 0 : 1, n - begin[axis]!));
    return {
      inputs: [draw.any(shape)],
      run: (x: tf.Tensor) => tf.slice(x, begin, extent),
      about: { begin, extent },
    };
  },
  spaceToBatchND: (draw) => {
    const block = [draw.integer(1, 3), draw.integer(1, 2)];
    const paddings = block.map(() => [draw.integer(0, 1), draw.integer(0, 1)]);
    const inside = block.map((b, i) => b * draw.integer(2, 3) - paddings[i]![0]! - paddings[i]![1]!);
    if (inside.some((n) => n < 1))
      paddings.forEach((p, i) => {
        p.fill(0);
        inside[i] = block[i]! * 2;
      });
    return {
      inputs: [draw.floats([draw.integer(1, 3), ...inside, draw.integer(1, 3)])],
      run: (x: tf.Tensor) => tf.spaceToBatchND(x, block, paddings),
      about: { block, paddings },
    };
  },
  split: (draw) => {
    const shape = draw.shape(1).map((n) => Math.max(n, 1));
    const at = draw.integer(0, shape.length - 1);
    const parts = draw.many(draw.integer(1, 3), () => draw.integer(1, 3));
    shape[at] = parts.reduce((sum, part) => sum + part, 0);
    const axis = draw.chance(0.3) ? at - shape.length : at;
    return {
      inputs: [draw.any(shape)],
      run: (x: tf.Tensor) => tf.split(x, parts, axis),
      about: { parts, axis },
    };
  },
  squeeze: (draw) => ({
    inputs: [draw.any([1, ...draw.shape(0, 3), 1])],
    run: (x: tf.Tensor) => tf.squeeze(x),
  }),
  stack: (draw) => {
    const shape = draw.shape(0, 4);
    const axis = draw.integer(-shape.length - 1, shape.length);
    const inputs = draw.many(draw.integer(1, 4), () => draw.floats(shape, 'special'));
    return { inputs, run: (...x: tf.Tensor[]) => tf.stack(x, axis), about: { axis } };
  },
  stridedSlice: (draw) => {
    const shape = positive(draw, 1, 4);
    const strides = shape.map(() => draw.one([1, 2, -1, -2, 3]));
    const begin = shape.map((n) => draw.integer(-n, n - 1));
    const end = shape.map((n) => draw.integer(-n, n));
    const mask = () => (draw.chance(0.5) ? draw.integer(0, 2 ** shape.length - 1) : 0);
    const masks = [
      mask(),
      mask(),
      0,
      draw.chance(0.3) ? 2 ** draw.integer(0, 3) : 0,
      draw.chance(0.4) ? draw.integer(0, 2 ** shape.length - 1) : 0,
    ] as const;
    return {
      inputs: [draw.any(shape)],
      run: (x: tf.Tensor) => tf.stridedSlice(x, begin, end, strides, ...masks),
      gradient: false,
      about: { begin, end, strides, masks },
    };
  },
  tile: (draw) => {
    const shape = draw.shape(1, 4);
    const reps = shape.map(() => draw.integer(draw.chance(0.03) ? 0 : 1, 3));
    return { inputs: [draw.any(shape)], run: (x: tf.Tensor) => tf.tile(x, reps), about: { reps } };
  },
  transpose: (draw) => {
    const shape = draw.shape(1, 6);
    const perm = draw.chance(0.2) ? undefined : draw.permutation(shape.length);
    return { inputs: [draw.any(shape)], run: (x: tf.Tensor) => tf.transpose(x, perm), about: { perm } };
  },
  unstack: (draw) => {
    const shape = positive(draw, 1, 4);
    const axis = draw.integer(-shape.length, shape.length - 1);
    return { inputs: [draw.any(shape)], run: (x: tf.Tensor) => tf.unstack(x, axis), about: { axis } };
  },
  zerosLike: (draw) => ({ inputs: [draw.any(draw.shape())], run: tf.zerosLike, gradient: false }),
};
