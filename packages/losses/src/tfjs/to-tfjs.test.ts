import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { pairwiseAucLoss } from '../losses/pairwise-auc';
import { toTfjs } from './to-tfjs';

const scores = [0.25, -1, 0.5, 2];
const labels = [1, 0, 0, 1];

describe('toTfjs', () => {
  it.each([[[4]], [[4, 1]]])('gives value and gradient for shape %j', (shape) => {
    const exact = pairwiseAucLoss().valueAndGrad(scores, labels);
    const loss = toTfjs(pairwiseAucLoss());
    const { value, grad } = tf.valueAndGrad((x) => loss(tf.tensor(labels, shape), x))(
      tf.tensor(scores, shape),
    );
    expect(value.shape).toEqual([]);
    expect(value.dataSync()[0]).toBe(Math.fround(exact.value));
    expect(grad.shape).toEqual(shape);
    expect(grad.dataSync()).toEqual(Float32Array.from(exact.grad));
  });

  it('scales the gradient by what comes from above', () => {
    const loss = toTfjs(pairwiseAucLoss());
    const gradient = tf.grad((x) => loss(tf.tensor1d(labels, 'int32'), x))(
      tf.tensor1d(scores),
      tf.scalar(-2),
    );
    const { grad } = pairwiseAucLoss().valueAndGrad(scores, labels);
    expect(gradient.dataSync()).toEqual(Float32Array.from(grad, (g) => Math.fround(g) * -2));
  });

  it('allocates the value alone, and the gradient when asked', () => {
    const loss = toTfjs(pairwiseAucLoss());
    const x = tf.tensor1d(scores);
    const y = tf.tensor1d(labels);
    const before = tf.memory().numTensors;
    const value = loss(y, x);
    expect(tf.memory().numTensors).toBe(before + 1);
    value.dispose();
    const gradient = tf.grad((s) => loss(y, s))(x);
    expect(tf.memory().numTensors).toBe(before + 1);
    gradient.dispose();
    const zeros = tf.zerosLike(y);
    expect(() => loss(zeros, x)).toThrow('pairwiseAucLoss: needs an item of label 1');
    zeros.dispose();
    expect(tf.memory().numTensors).toBe(before);
    tf.dispose([x, y]);
  });

  it('rejects shapes it would have to guess about', () => {
    const loss = toTfjs(pairwiseAucLoss());
    expect(() => loss(tf.zeros([2, 2]), tf.zeros([2, 2]))).toThrow("layout 'labels' or 'lists'");
    expect(() => loss(tf.zeros([3]), tf.zeros([4]))).toThrow('yTrue must hold [labels]');
  });
});
