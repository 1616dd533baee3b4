import * as tf from '@tensorflow/tfjs-core';
import { type Operation, size } from '../draw';

export const indices: Record<string, Operation> = {
  gather: (draw) => {
    const shape = draw.many(draw.integer(1, 4), () => draw.integer(1, 5));
    const axis = draw.integer(-shape.length, shape.length - 1);
    const at = axis < 0 ? axis + shape.length : axis;
    const ids = draw.integers(draw.shape(0, 2), 0, shape[at]! - 1);
    return {
      inputs: [draw.any(shape), ids],
      run: (x: tf.Tensor, i: tf.Tensor) => tf.gather(x, i, axis),
      about: { axis },
    };
  },
  'gather of batches': (draw) => {
    const [batch, shape] = [draw.integer(1, 3), draw.many(draw.integer(1, 3), () => draw.integer(1, 4))];
    const axis = draw.integer(1, shape.length);
    const ids = draw.integers([batch, draw.integer(1, 4)], 0, shape[axis - 1]! - 1);
    return {
      inputs: [draw.floats([batch, ...shape]), ids],
      run: (x: tf.Tensor, i: tf.Tensor) => tf.gather(x, i, axis, 1),
      about: { axis },
    };
  },
  gatherND: (draw) => {
    const shape = draw.many(draw.integer(1, 4), () => draw.integer(1, 4));
    const depth = draw.integer(1, shape.length);
    const count = draw.integer(1, 5);
    const values = draw.many(count, () => shape.slice(0, depth).map((n) => draw.integer(0, n - 1))).flat();
    return {
      inputs: [draw.any(shape), { shape: [count, depth], dtype: 'int32', values }],
      run: tf.gatherND,
    };
  },
  scatterND: (draw) => {
    const shape = draw.many(draw.integer(1, 3), () => draw.integer(1, 4));
    const depth = draw.integer(1, shape.length);
    const count = draw.integer(1, 5);
    const values = draw.many(count, () => shape.slice(0, depth).map((n) => draw.integer(0, n - 1))).flat();
    return {
      inputs: [
        { shape: [count, depth], dtype: 'int32', values },
        draw.floats([count, ...shape.slice(depth)]),
      ],
      run: (i: tf.Tensor, x: tf.Tensor) => tf.scatterND(i, x, shape),
      gradient: false,
      about: { shape },
    };
  },
  tensorScatterUpdate: (draw) => {
    const shape = draw.many(draw.integer(1, 3), () => draw.integer(2, 4));
    const rows = draw.permutation(shape[0]!).slice(0, draw.integer(1, shape[0]!));
    return {
      inputs: [
        draw.floats(shape),
        { shape: [rows.length, 1], dtype: 'int32', values: rows },
        draw.floats([rows.length, ...shape.slice(1)]),
      ],
      run: tf.tensorScatterUpdate,
      gradient: false,
    };
  },
  lowerBound: (draw) => search(draw, tf.lowerBound),
  upperBound: (draw) => search(draw, tf.upperBound),
  sparseToDense: (draw) => {
    const shape = draw.many(draw.integer(1, 3), () => draw.integer(1, 4));
    const cells = draw.permutation(size(shape)).slice(0, draw.integer(1, size(shape)));
    const values = cells.flatMap((cell) => {
      let rest = cell;
      return [...shape]
        .reverse()
        .map((n) => {
          const index = rest % n;
          rest = Math.floor(rest / n);
          return index;
        })
        .reverse();
    });
    return {
      inputs: [{ shape: [cells.length, shape.length], dtype: 'int32', values }, draw.floats([cells.length])],
      run: (i: tf.Tensor2D, x: tf.Tensor1D) => tf.sparseToDense(i, x, shape as never, 0.5),
      gradient: false,
      about: { shape },
    };
  },
  topk: (draw) => {
    const shape = [...draw.shape(0, 3), draw.integer(1, 7)];
    const k = draw.integer(1, shape.at(-1)!);
    const x = draw.chance(0.3) ? draw.integers(shape, -3, 3) : draw.distinct(shape);
    const run = (t: tf.Tensor) => {
      const { values, indices } = tf.topk(t, k);
      return [values, indices];
    };
    return { inputs: [x], run, gradient: false, about: { k } };
  },
  unique: (draw) => {
    const x = draw.one([
      () => draw.integers([draw.integer(1, 9)], 0, 4),
      () => draw.integers([draw.integer(1, 4), draw.integer(1, 3)], 0, 1),
    ])();
    const axis = draw.integer(0, x.shape.length - 1);
    const run = (t: tf.Tensor) => {
      const { values, indices } = tf.unique(t, axis);
      return [values, indices];
    };
    return { inputs: [x], run, about: { axis } };
  },
  unsortedSegmentSum: (draw) => {
    const [count, segments] = [draw.integer(1, 6), draw.integer(1, 5)];
    const x = draw.chance(0.2)
      ? draw.integers([count, 2], -9, 9)
      : draw.floats([count, ...draw.shape(0, 2)], 'special');
    return {
      inputs: [x, draw.integers([count], draw.chance(0.3) ? -1 : 0, segments - 1)],
      run: (t: tf.Tensor, i: tf.Tensor1D) => tf.unsortedSegmentSum(t, i, segments),
      about: { segments },
    };
  },
};

function search(draw: Parameters<Operation>[0], run: (sorted: tf.Tensor, values: tf.Tensor) => tf.Tensor) {
  const [rows, count] = [draw.integer(1, 3), draw.integer(1, 6)];
  const sorted = draw.floats([rows, count]);
  sorted.values = draw
    .many(rows, (row) =>
      sorted.values.slice(row * count, (row + 1) * count).sort((a, b) => Number(a) - Number(b)),
    )
    .flat();
  return { inputs: [sorted, draw.floats([rows, draw.integer(1, 4)])], run, gradient: false };
}
