import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { float32, labels, scores } from '../../test/four-items';
import { mmdLoss } from '../losses/mmd';
import { pairwiseAucLoss } from '../losses/pairwise-auc';
import { valueAndGradAsync, variableGradsAsync } from './async';

describe('valueAndGradAsync', () => {
  it('agrees with valueAndGrad and allocates the gradient alone', async () => {
    const exact = pairwiseAucLoss().valueAndGrad(scores, labels);
    const [x, y] = [tf.tensor2d(scores, [4, 1]), tf.tensor1d(labels)];
    const before = tf.memory().numTensors;
    const { value, grad } = await valueAndGradAsync(pairwiseAucLoss(), y, x);
    expect(tf.memory().numTensors).toBe(before + 1);
    expect(value).toBe(exact.value);
    expect(grad.shape).toEqual([4, 1]);
    expect(grad.dataSync()).toEqual(float32(exact.grad));
    await expect(valueAndGradAsync(pairwiseAucLoss(), tf.tensor1d([1, 1, 1, 1]), x)).rejects.toThrow(
      'label 0',
    );
    tf.dispose([x, y, grad]);
  });

  it('says what it does not take', async () => {
    const x = tf.tensor2d([1, 2], [2, 1]);
    const call = (loss: unknown, options?: unknown) =>
      valueAndGradAsync(loss as never, x, x, options as never);
    await expect(call(mmdLoss())).rejects.toThrow('valueAndGradAsync: takes losses over scores, got mmdLoss');
    await expect(call(pairwiseAucLoss)).rejects.toThrow('got function; pass what it returns');
    await expect(call(pairwiseAucLoss(), { layout: 'list' })).rejects.toThrow('layout must be one of');
    x.dispose();
  });
});

describe('variableGradsAsync', () => {
  it('leaks nothing when the second run of forward throws', async () => {
    const weights = tf.variable(tf.tensor1d(scores));
    const y = tf.tensor1d(labels);
    const before = tf.memory().numTensors;
    let runs = 0;
    const forward = () => {
      if (runs++) throw new Error('second run');
      return tf.mul(weights, 2);
    };
    await expect(variableGradsAsync(pairwiseAucLoss(), y, forward)).rejects.toThrow('second run');
    expect(tf.memory().numTensors).toBe(before);
    tf.dispose([weights, y]);
  });
});
