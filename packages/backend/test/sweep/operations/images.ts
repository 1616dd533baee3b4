import * as tf from '@tensorflow/tfjs-core';
import type { Draw, Operation } from '../draw';

const resizing =
  (resize: typeof tf.image.resizeBilinear): Operation =>
  (draw) => {
    const shape = [draw.integer(1, 2), draw.integer(1, 5), draw.integer(1, 5), draw.integer(1, 3)];
    const to: [number, number] = [draw.integer(1, 8), draw.integer(1, 8)];
    const [alignCorners, halfPixelCenters] = draw.one([
      [false, false],
      [true, false],
      [false, true],
    ]) as [boolean, boolean];
    const x = draw.chance(0.2) ? draw.integers(shape, 0, 255) : draw.floats(shape);
    return {
      inputs: [x],
      run: (t: tf.Tensor4D) => resize(t, to, alignCorners, halfPixelCenters),
      about: { to, alignCorners, halfPixelCenters },
    };
  };

/** Boxes and their scores, all different. */
function boxes(draw: Draw) {
  const count = draw.integer(1, 8);
  const corners = draw.many(count, () => {
    const [y, x] = [draw.uniform(), draw.uniform()];
    return [y, x, y + draw.uniform(), x + draw.uniform()].map(Math.fround);
  });
  const scores = draw.distinct([count]);
  return {
    inputs: [{ shape: [count, 4], dtype: 'float32' as const, values: corners.flat() }, scores],
    limits: [
      draw.integer(1, 6),
      draw.one([0.2, 0.5, 0.8]),
      draw.one([Number.NEGATIVE_INFINITY, -0.1]),
    ] as const,
  };
}

export const images: Record<string, Operation> = {
  cropAndResize: (draw) => {
    const [batch, count] = [draw.integer(1, 2), draw.integer(1, 3)];
    const corners = draw.many(count * 4, () => Math.fround(draw.uniform() * 1.2 - 0.1));
    const [size, method] = [
      [draw.integer(1, 5), draw.integer(1, 5)] as [number, number],
      draw.one(['bilinear', 'nearest'] as const),
    ];
    return {
      inputs: [
        draw.floats([batch, draw.integer(2, 5), draw.integer(2, 5), draw.integer(1, 2)]),
        { shape: [count, 4], dtype: 'float32', values: corners },
        draw.integers([count], 0, batch - 1),
      ],
      run: (x: tf.Tensor4D, b: tf.Tensor2D, i: tf.Tensor1D) =>
        tf.image.cropAndResize(x, b, i, size, method, 0.5),
      about: { size, method },
    };
  },
  flipLeftRight: (draw) => ({
    inputs: [draw.floats([draw.integer(1, 2), draw.integer(1, 4), draw.integer(1, 4), draw.integer(1, 4)])],
    run: tf.image.flipLeftRight,
    gradient: false,
  }),
  grayscaleToRGB: (draw) => ({
    inputs: [draw.floats([draw.integer(1, 4), draw.integer(1, 4), 1])],
    run: tf.image.grayscaleToRGB,
  }),
  rgbToGrayscale: (draw) => ({
    inputs: [draw.floats([draw.integer(1, 4), draw.integer(1, 4), 3])],
    run: tf.image.rgbToGrayscale,
  }),
  localResponseNormalization: (draw) => {
    const [radius, bias, alpha, beta] = [
      draw.integer(0, 3),
      draw.one([0.5, 1]),
      draw.one([0.3, 1]),
      draw.one([0.5, 0.75, 1]),
    ];
    return {
      inputs: [draw.floats([draw.integer(1, 2), draw.integer(1, 3), draw.integer(1, 3), draw.integer(1, 7)])],
      run: (x: tf.Tensor4D) => tf.localResponseNormalization(x, radius, bias, alpha, beta),
      about: { radius, bias, alpha, beta },
    };
  },
  nonMaxSuppression: (draw) => {
    const { inputs, limits } = boxes(draw);
    return {
      inputs,
      run: (b: tf.Tensor2D, s: tf.Tensor1D) => tf.image.nonMaxSuppression(b, s, ...limits),
      about: { limits },
    };
  },
  nonMaxSuppressionPadded: (draw) => {
    const { inputs, limits } = boxes(draw);
    const run = (b: tf.Tensor2D, s: tf.Tensor1D) =>
      Object.values(tf.image.nonMaxSuppressionPadded(b, s, ...limits, true)) as tf.Tensor[];
    return { inputs, run, about: { limits } };
  },
  nonMaxSuppressionWithScore: (draw) => {
    const { inputs, limits } = boxes(draw);
    const run = (b: tf.Tensor2D, s: tf.Tensor1D) =>
      Object.values(tf.image.nonMaxSuppressionWithScore(b, s, ...limits, 0.5)) as tf.Tensor[];
    return { inputs, run, gradient: false, about: { limits } };
  },
  resizeBilinear: resizing(tf.image.resizeBilinear),
  resizeNearestNeighbor: resizing(tf.image.resizeNearestNeighbor),
  rotateWithOffset: (draw) => {
    const [angle, fill] = [draw.one([0.3, -0.7, 1.5]), draw.one([0, 0.5])];
    const center = draw.one([0.5, [0.3, 0.6] as [number, number]]);
    return {
      inputs: [draw.floats([draw.integer(1, 2), draw.integer(2, 6), draw.integer(2, 6), draw.integer(1, 3)])],
      run: (x: tf.Tensor4D) => tf.image.rotateWithOffset(x, angle, fill, center),
      about: { angle, fill, center },
    };
  },
  transform: (draw) => {
    const [interpolation, fill] = [
      draw.one(['nearest', 'bilinear'] as const),
      draw.one(['constant', 'reflect', 'wrap', 'nearest'] as const),
    ];
    const batch = draw.integer(1, 2);
    const count = draw.one([1, batch]);
    const matrix = draw.many(8 * count, (i) =>
      Math.fround([1, 0.1, 0.3, -0.1, 0.9, 0.4, 0.01, 0.02][i % 8]! * (0.5 + draw.uniform())),
    );
    return {
      inputs: [draw.floats([batch, draw.integer(2, 5), draw.integer(2, 5), draw.integer(1, 2)])],
      run: (x: tf.Tensor4D) =>
        tf.image.transform(x, tf.tensor2d(matrix, [count, 8]), interpolation, fill, 0.5, [4, 3]),
      about: { interpolation, fill },
    };
  },
};
