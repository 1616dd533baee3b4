import * as tf from '@tensorflow/tfjs-core';
import { toTensor } from '../compare';
import type { Operation } from '../draw';

const loss =
  (
    run: (labels: tf.Tensor, predictions: tf.Tensor) => tf.Tensor,
    labels: 'any' | 'probabilities' | 'one-hot' = 'any',
  ): Operation =>
  (draw) => {
    const shape = [draw.integer(1, 5), draw.integer(1, 4)];
    const given = labels === 'any' ? draw.floats(shape) : { ...draw.bools(shape), dtype: 'float32' as const };
    if (labels === 'one-hot') {
      const classes = draw.many(shape[0]!, () => draw.integer(0, shape[1]! - 1));
      given.values = classes.flatMap((of) => draw.many(shape[1]!, (i) => Number(i === of)));
    }
    const predictions = draw.floats(shape);
    if (labels === 'probabilities')
      predictions.values = predictions.values.map(() => 0.05 + 0.9 * draw.uniform());
    if (draw.chance(0.15)) predictions.values[0] = Number.NaN;
    // tfjs's gradients of labels are not theirs.
    if (labels !== 'any') return { inputs: [predictions], run: (x: tf.Tensor) => run(toTensor(given), x) };
    return { inputs: [given, predictions], run };
  };

export const networks: Record<string, Operation> = {
  batchNorm: (draw) => {
    const channels = draw.integer(1, 6);
    const [rank, large] = [draw.integer(1, 3), draw.chance(0.3)];
    const shape = [...draw.many(rank, () => draw.integer(1, 4)), channels];
    if (large) shape[0] = 300;
    const [scaled, shifted] = [draw.chance(0.5), draw.chance(0.5)];
    return {
      inputs: [
        draw.floats(shape),
        draw.floats([channels]),
        draw.floats([channels], 'positive'),
        ...(shifted ? [draw.floats([channels])] : []),
        ...(scaled ? [draw.floats([channels])] : []),
      ],
      run: (x, mean, variance, ...others) =>
        tf.batchNorm(x, mean, variance, shifted ? others[0] : undefined, scaled ? others.at(-1) : undefined),
      about: { scaled, shifted },
      tolerance: 1e-4,
    };
  },
  softmax: (draw) => ({ inputs: [draw.floats(draw.shape(1))], run: (x: tf.Tensor) => tf.softmax(x) }),
  logSoftmax: (draw) => ({ inputs: [draw.floats(draw.shape(1))], run: (x: tf.Tensor) => tf.logSoftmax(x) }),
  absoluteDifference: loss(tf.losses.absoluteDifference),
  cosineDistance: loss((a, b) => tf.losses.cosineDistance(a, b, 1)),
  hingeLoss: loss(tf.losses.hingeLoss, 'probabilities'),
  huberLoss: loss(tf.losses.huberLoss),
  logLoss: loss(tf.losses.logLoss, 'probabilities'),
  meanSquaredError: loss(tf.losses.meanSquaredError),
  sigmoidCrossEntropy: loss(tf.losses.sigmoidCrossEntropy, 'probabilities'),
  softmaxCrossEntropy: loss(tf.losses.softmaxCrossEntropy, 'one-hot'),
  basicLSTMCell: (draw) => {
    const [batch, units, features] = [draw.integer(1, 3), draw.integer(1, 4), draw.integer(1, 3)];
    return {
      inputs: [
        draw.floats([features + units, 4 * units]),
        draw.floats([4 * units]),
        draw.floats([batch, features]),
        draw.floats([batch, units]),
        draw.floats([batch, units]),
      ],
      run: (kernel, bias, x, c, h) => tf.basicLSTMCell(tf.scalar(1), kernel, bias, x, c, h),
    };
  },
};
