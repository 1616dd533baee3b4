// What is right where tfjs's cpu backend is not: the same calls written in other ways, which cpu computes rightly.
import * as tf from '@tensorflow/tfjs-core';
import type { Case } from './draw';

// biome-ignore lint/suspicious/noExplicitAny: each operation has attributes of its own.
type Attributes = any;
type Right = (one: Case) => Case[];

/** The same call as another function of the same inputs. */
const by =
  (run: (attributes: Attributes, original: Case['run']) => Case['run'], gradient?: false): Right =>
  (one) => [{ ...one, run: run(one.about, one.run), ...(gradient === false && { gradient }) }];

/** The same call with other numbers in place of one: its gradient has to be that of one of them. */
export const instead =
  (of: number, ...numbers: number[]): Right =>
  (one) =>
    numbers.map((number) => ({
      ...one,
      inputs: one.inputs.map((input) => ({
        ...input,
        values: input.values.map((value) => (Object.is(value, of) ? number : value)),
      })),
    }));

/** The same, but 1 for every power of 1, and for infinite ones of -1. */
export const power = by(
  () => (a, b) => {
    const power = tf.pow(a, b);
    const isOne = tf.logicalOr(tf.equal(a, 1), tf.logicalAnd(tf.equal(a, -1), tf.isInf(b)));
    return tf.where(isOne, tf.onesLike(power), power);
  },
  false,
);

/** Whether there is any of each. */
export const presence = by(
  ({ bins }) =>
    (x) => {
      const present = new Set(x.dataSync());
      return tf.tensor1d(Array.from({ length: bins }, (_, bin) => Number(present.has(bin))));
    },
  false,
);

export const notANumber = by((_, original) => (x) => {
  const results = original(x);
  const nan = (y: tf.Tensor) => tf.mul(y, Number.NaN);
  return Array.isArray(results) ? results.map(nan) : nan(results);
});

export const depthToSpace = by(
  ({ block }) =>
    (x) =>
      tf.transpose(
        tf.depthToSpace(tf.transpose(x, [0, 2, 3, 1]) as tf.Tensor4D, block, 'NHWC'),
        [0, 3, 1, 2],
      ),
);

/** Row by row. */
export const segmentSum = by(
  ({ segments }) =>
    (x: tf.Tensor, ids: tf.Tensor) => {
      const row = x.size / x.shape[0]!;
      const sums = new Float32Array(segments * row);
      const values = x.dataSync();
      ids.dataSync().forEach((id, i) => {
        if (id < 0) return;
        for (let j = 0; j < row; j++) sums[id * row + j]! += values[i * row + j]!;
      });
      return tf.tensor(sums, [segments, ...x.shape.slice(1)], x.dtype as 'float32');
    },
  false,
);

/** Of as many matrices on either side, in a row. */
export const product = by(({ transposeA, transposeB }) => (a: tf.Tensor, b: tf.Tensor) => {
  const batches = tf.broadcast_util.assertAndGetBroadcastShape(a.shape.slice(0, -2), b.shape.slice(0, -2));
  const [left, right] = [a, b].map((x) => {
    const matrix = x.shape.slice(-2) as [number, number];
    return tf.reshape(tf.broadcastTo(x, [...batches, ...matrix] as never), [-1, ...matrix]);
  }) as [tf.Tensor, tf.Tensor];
  const out = tf.matMul(left, right, transposeA, transposeB);
  return tf.reshape(out, [...batches, ...out.shape.slice(1)]);
});

/** Largest values that pass over NaN, but for windows of nothing else: those are NaN, and the gradient is of the first. */
export const passingOverNaN: Right = (one) => {
  const least = -1000;
  return instead(
    Number.NaN,
    least,
  )(one).map((other) => ({
    ...other,
    run: (...inputs) => {
      const largest = other.run(...inputs) as tf.Tensor;
      return tf.add(largest, tf.where(tf.equal(largest, least), Number.NaN, 0));
    },
  }));
};

/** Pooling of volumes, from one cell of all windows after another. */
export const pool3D = (kind: 'max' | 'avg') =>
  by(({ size, strides, pad }) => (x: tf.Tensor5D) => {
    const info = tf.backend_util.computePool3DInfo(x.shape, size, strides, 1, pad);
    const { front, back, top, bottom, left, right } = info.padInfo;
    // "Same" padding of a stride that is longer than the filter is negative: the first cells are skipped.
    const skipped = [front, top, left].map((before) => Math.max(0, -before));
    const padding = [
      [0, 0],
      [front, back],
      [top, bottom],
      [left, right],
      [0, 0],
    ].map((sides) => sides.map((side) => Math.max(0, side))) as [number, number][];
    const out = info.outShape.slice(1, 4);
    const cells = (t: tf.Tensor5D, fill: number) => {
      const padded = tf.pad(t, padding, fill);
      const at = (place: number[]) =>
        tf.stridedSlice(
          padded,
          [0, ...place, 0],
          [t.shape[0], ...place.map((start, i) => start + (out[i]! - 1) * strides[i] + 1), t.shape[4]],
          [1, ...strides, 1],
        );
      const places = [...Array(size[0] * size[1] * size[2]).keys()].map((i) =>
        [Math.floor(i / (size[1] * size[2])), Math.floor(i / size[2]) % size[1], i % size[2]].map(
          (place, axis) => place + skipped[axis]!,
        ),
      );
      return places.map(at);
    };
    if (kind === 'max') {
      return cells(x, -1e9).reduce((best, next) => tf.where(tf.greater(next, best), next, best));
    }
    const sum = (parts: tf.Tensor[]) => parts.reduce((a, b) => tf.add(a, b));
    return tf.div(sum(cells(x, 0)), sum(cells(tf.onesLike(x), 0)));
  });

/** One after another. */
export const both =
  (first: Right, second: Right): Right =>
  (one) =>
    first(one).flatMap(second);
