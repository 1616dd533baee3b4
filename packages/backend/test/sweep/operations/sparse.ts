import * as tf from '@tensorflow/tfjs-core';
import type { Draw, Given, Operation } from '../draw';

const list = (
  values: (number | string)[],
  dtype: Given['dtype'] = 'int32',
  shape = [values.length],
): Given => ({ shape, dtype, values });
const words = (draw: Draw, count: number) =>
  draw.many(count, () =>
    draw.many(draw.integer(0, 5), () => draw.one(['a', 'b', ' ', 'é', '\n', ''])).join(''),
  );

export const sparse: Record<string, Operation> = {
  sparseFillEmptyRows: (draw) => {
    const [rows, columns] = [draw.integer(1, 5), draw.integer(1, 4)];
    const cells = draw
      .permutation(rows * columns)
      .slice(0, draw.integer(0, 4))
      .sort((a, b) => a - b);
    const at = cells.flatMap((cell) => [Math.floor(cell / columns), cell % columns]);
    return {
      inputs: [
        list(at, 'int32', [cells.length, 2]),
        draw.floats([cells.length]),
        list([rows, columns]),
        list([0.5], 'float32', []),
      ],
      run: (i, x, shape, fill) =>
        Object.values(tf.sparse.sparseFillEmptyRows(i, x, shape, fill)) as tf.Tensor[],
      gradient: false,
    };
  },
  sparseReshape: (draw) => {
    const cells = draw.permutation(12).slice(0, draw.integer(0, 5));
    const at = cells.flatMap((cell) => [Math.floor(cell / 4), cell % 4]);
    return {
      inputs: [
        list(at, 'int32', [cells.length, 2]),
        list([3, 4]),
        list(draw.one([[2, 6], [6, -1], [12], [2, 3, 2]])),
      ],
      run: (i, from, to) => Object.values(tf.sparse.sparseReshape(i, from, to)) as tf.Tensor[],
    };
  },
  sparseSegmentMean: (draw) => segments(draw, tf.sparse.sparseSegmentMean),
  sparseSegmentSum: (draw) => segments(draw, tf.sparse.sparseSegmentSum),
  raggedGather: (draw) => {
    const splits = [0, 1, 1, 3, 5];
    const ids = draw.integers([draw.integer(1, 3)], 0, 3);
    return {
      inputs: [list(splits), draw.floats([5, 2]), ids],
      run: (s: tf.Tensor, x: tf.Tensor, i: tf.Tensor) => {
        const { outputNestedSplits, outputDenseValues } = tf.raggedGather([s], x, i, 1);
        return [...outputNestedSplits, outputDenseValues];
      },
      gradient: false,
    };
  },
  raggedRange: (draw) => ({
    inputs: [draw.integers([2], 0, 3), draw.integers([2], 3, 8), draw.integers([2], 1, 3)],
    run: (starts, limits, deltas) => Object.values(tf.raggedRange(starts, limits, deltas)) as tf.Tensor[],
  }),
  raggedTensorToTensor: (draw) => ({
    inputs: [list([3, 4]), draw.floats([5]), list([0.5], 'float32', []), list([0, 2, 2, 5])],
    run: (shape, x, fill, splits) => tf.raggedTensorToTensor(shape, x, fill, [splits], ['ROW_SPLITS']),
    gradient: false,
  }),
  staticRegexReplace: (draw) => ({
    inputs: [list(words(draw, 3), 'string')],
    run: (x: tf.Tensor1D) => tf.string.staticRegexReplace(x, 'a|b', 'c'),
  }),
  stringNGrams: (draw) => {
    const width = draw.integer(1, 3);
    return {
      inputs: [list(words(draw, 5), 'string'), list([0, 2, 5])],
      run: (x: tf.Tensor1D, s: tf.Tensor1D) =>
        Object.values(
          tf.string.stringNGrams(x as never, s, '|', [width], '<', '>', -1, false),
        ) as tf.Tensor[],
      about: { width },
    };
  },
  stringSplit: (draw) => ({
    inputs: [list(words(draw, 3), 'string'), list([' '], 'string', [])],
    run: (x, d) => Object.values(tf.string.stringSplit(x, d, true)) as tf.Tensor[],
  }),
  stringToHashBucketFast: (draw) => ({
    inputs: [list(words(draw, 4), 'string')],
    run: (x: tf.Tensor) => tf.string.stringToHashBucketFast(x as never, 7),
  }),
  'reshape of strings': (draw) => ({
    inputs: [list(words(draw, 6), 'string', [2, 3])],
    run: (x: tf.Tensor) => [tf.reshape(x, [6]), tf.clone(x), tf.expandDims(x, 0)],
  }),
  'moves of strings': (draw) => {
    const moves: Record<string, (x: tf.Tensor2D) => tf.Tensor | tf.Tensor[]> = {
      slice: (x) => tf.slice(x, [0, 1], [2, 2]),
      concat: (x) => tf.concat([x, x], 1),
      transpose: (x) => tf.transpose(x),
      tile: (x) => tf.tile(x, [1, 2]),
      gather: (x) => tf.gather(x, tf.tensor1d([1, 0], 'int32')),
      stack: (x) => tf.stack([x, x]),
      unstack: (x) => tf.unstack(x),
      split: (x) => tf.split(x, 3, 1),
    };
    const name = draw.one(Object.keys(moves));
    return { inputs: [list(words(draw, 6), 'string', [2, 3])], run: moves[name]!, about: { name } };
  },
  'comparison of strings': (draw) => ({
    inputs: [list(words(draw, 3), 'string'), list(words(draw, 3), 'string')],
    run: (a: tf.Tensor, b: tf.Tensor) => [tf.equal(a, b), tf.notEqual(a, b)],
  }),
};

function segments(draw: Draw, run: (x: tf.Tensor, ids: tf.Tensor1D, segments: tf.Tensor1D) => tf.Tensor) {
  const count = draw.integer(1, 5);
  const ids = draw.integers([count], 0, 3);
  const segmentIds = draw.integers([count], 0, 3);
  segmentIds.values.sort((a, b) => Number(a) - Number(b));
  return { inputs: [draw.floats([4, 2]), ids, segmentIds], run, gradient: false };
}
