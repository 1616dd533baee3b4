import '@tensorflow/tfjs-backend-cpu';
import '@tensorflow/tfjs-core/dist/register_all_gradients';
import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { float32, labels, scores } from '../../test/four-items';
import { coxPartialLikelihoodLoss } from '../losses/cox-partial-likelihood';
import { diceLoss } from '../losses/dice';
import { infoNceLoss } from '../losses/info-nce';
import { ascend } from '../losses/lagrangian';
import { pairwiseAucLoss } from '../losses/pairwise-auc';
import { recallAtPrecisionLoss } from '../losses/recall-at-precision';
import { toTfjs } from './to-tfjs';

describe('toTfjs', () => {
  it('has a gradient that can be differentiated by what the loss is multiplied with', () => {
    const loss = toTfjs(pairwiseAucLoss());
    const [y, x] = [tf.tensor1d(labels), tf.tensor1d(scores)];
    const slopes = tf.grad((p) => loss(y, p));
    const squares = (w: tf.Tensor) => tf.sum(tf.square(tf.grad((p) => tf.mul(w, loss(y, p)))(x)));
    // |w g|^2 has the slope 2 w |g|^2.
    const want = 2 * 3 * tf.sum(tf.square(slopes(x))).dataSync()[0]!;
    expect(tf.grad(squares)(tf.scalar(3)).dataSync()[0]).toBeCloseTo(want, 6);
    expect(want).toBeGreaterThan(0.1);
  });

  it.each([[[4]], [[4, 1]], [[2, 2, 1]]])('gives value and gradient for shape %j', (shape) => {
    const exact = pairwiseAucLoss().valueAndGrad(scores, labels);
    const loss = toTfjs(pairwiseAucLoss());
    const { value, grad } = tf.valueAndGrad((x) => loss(tf.tensor(labels, shape), x))(
      tf.tensor(scores, shape),
    );
    expect(value.shape).toEqual([]);
    expect(value.dataSync()[0]).toBe(Math.fround(exact.value));
    expect(grad.shape).toEqual(shape);
    expect(grad.dataSync()).toEqual(float32(exact.grad));
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

  it('reads weights, masks, groups and survival labels from columns of yTrue', () => {
    const weighted = toTfjs(diceLoss({ fromLogits: true }), { targets: ['labels', 'weights', 'mask'] });
    const y = tf.tensor2d(labels.map((label, i) => [label, i + 1, Number(i !== 1)]));
    const want = diceLoss({ fromLogits: true }).valueAndGrad(scores, labels, {
      weights: [1, 2, 3, 4],
      mask: [1, 0, 1, 1],
    });
    expect(weighted(y, tf.tensor1d(scores)).dataSync()[0]).toBeCloseTo(want.value, 6);
    const cox = toTfjs(coxPartialLikelihoodLoss());
    const survival = tf.tensor2d([
      [3, 1],
      [1, 1],
      [2, 0],
      [5, 0],
    ]);
    const exact = coxPartialLikelihoodLoss().valueAndGrad(scores, {
      time: [3, 1, 2, 5],
      event: [1, 1, 0, 0],
    });
    expect(cox(survival, tf.tensor1d(scores)).dataSync()[0]).toBeCloseTo(exact.value, 6);
  });

  it("keeps an undefined batch connected with onUndefined: 'zero'", () => {
    const loss = toTfjs(pairwiseAucLoss({ onUndefined: 'zero' }));
    const { value, grad } = tf.valueAndGrad((x) => loss(tf.ones([4]), x))(tf.tensor1d(scores));
    expect(value.dataSync()[0]).toBe(0);
    expect([...grad.dataSync()]).toEqual([0, 0, 0, 0]);
  });

  it('hands the slope of a multiplier to onResult', () => {
    const lambda = { value: 1 };
    const loss = toTfjs(recallAtPrecisionLoss({ targetPrecision: 0.9, lambda }), {
      onResult: ({ gradLambda }) => ascend(lambda, gradLambda, 0.5),
    });
    loss(tf.tensor1d(labels), tf.tensor1d(scores));
    expect(lambda.value).toBeGreaterThan(1);
  });

  it('differentiates a loss of vectors with respect to both', () => {
    const x = tf.tensor2d([1, 2, -1, 0.5], [2, 2]);
    const y = tf.tensor2d([0.5, 1, 0, 1], [2, 2]);
    const exact = infoNceLoss().valueAndGrad(x.dataSync(), y.dataSync(), { dimension: 2 });
    const before = tf.memory().numTensors;
    const seen: Float64Array[] = [];
    const loss = toTfjs(infoNceLoss(), { onResult: ({ gradX, gradY }) => seen.push(gradX, gradY) });
    const { value, grads } = tf.valueAndGrads((b, a) => loss(b!, a!))([y, x]);
    expect(tf.memory().numTensors).toBe(before + 3);
    expect(seen).toEqual([exact.gradX, exact.gradY]);
    expect(value.dataSync()[0]).toBeCloseTo(exact.value, 6);
    expect(grads[0]!.dataSync()).toEqual(float32(exact.gradY));
    expect(grads[1]!.dataSync()).toEqual(float32(exact.gradX));
  });

  it('says when a result that float64 holds overflows float32', () => {
    const loss = toTfjs(pairwiseAucLoss({ surrogate: 'square' }));
    expect(() => loss(tf.tensor1d([1, 0]), tf.tensor1d([1e30, 0]))).toThrow('must fit into float32');
  });
});
