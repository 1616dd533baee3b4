import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { coxPartialLikelihoodLoss } from '../losses/cox-partial-likelihood';
import { diceLoss } from '../losses/dice';
import { infoNceLoss } from '../losses/info-nce';
import { ascend } from '../losses/lagrangian';
import { listwiseSoftmaxLoss } from '../losses/listwise-softmax';
import { lovaszSoftmaxLoss } from '../losses/lovasz-softmax';
import { pairwiseAucLoss } from '../losses/pairwise-auc';
import { recallAtPrecisionLoss } from '../losses/recall-at-precision';
import { softRank } from '../losses/soft-rank';
import { valueAndGradAsync } from './async';
import { toTfjsOperator } from './operator';
import { toTfjs } from './to-tfjs';

const scores = [0.25, -1, 0.5, 2];
const labels = [1, 0, 0, 1];
const float32 = (values: Float64Array) => Float32Array.from(values);

describe('toTfjs', () => {
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

  it('rejects shapes and columns that it would have to guess about', () => {
    const loss = toTfjs(pairwiseAucLoss());
    expect(() => loss(tf.zeros([2, 2]), tf.zeros([2, 2]))).toThrow("layout 'labels' or 'lists'");
    expect(() => loss(tf.zeros([3]), tf.zeros([4]))).toThrow('yTrue must hold [labels]');
    expect(() => toTfjs(pairwiseAucLoss(), { targets: ['weights'] })(tf.zeros([4]), tf.zeros([4]))).toThrow(
      "targets must name 'labels'",
    );
    const softmax = toTfjs(lovaszSoftmaxLoss({ numClasses: 3 }));
    expect(() => softmax(tf.zeros([2]), tf.zeros([2, 4]))).toThrow('must have 3 scores on its last axis');
  });

  it("averages over columns with layout 'labels', and over rows with 'lists'", () => {
    const x = tf.tensor2d([
      [0.5, -1],
      [0.1, 2],
      [-0.3, 0.2],
    ]);
    const y = tf.tensor2d([
      [1, 0],
      [0, 1],
      [0, 1],
    ]);
    const columns = [0, 1].map((c) =>
      pairwiseAucLoss().valueAndGrad(
        [0, 1, 2].map((i) => x.dataSync()[2 * i + c]!),
        [0, 1, 2].map((i) => y.dataSync()[2 * i + c]!),
      ),
    );
    const byLabel = tf.valueAndGrad((s) => toTfjs(pairwiseAucLoss(), { layout: 'labels' })(y, s))(x);
    expect(byLabel.value.dataSync()[0]).toBeCloseTo((columns[0]!.value + columns[1]!.value) / 2, 6);
    expect(byLabel.grad.dataSync()[3]).toBeCloseTo(columns[1]!.grad[1]! / 2, 6);
    const rows = [0, 1, 2].map((i) =>
      listwiseSoftmaxLoss().valueAndGrad(
        x.dataSync().slice(2 * i, 2 * i + 2),
        y.dataSync().slice(2 * i, 2 * i + 2),
      ),
    );
    const byList = tf.valueAndGrad((s) => toTfjs(listwiseSoftmaxLoss(), { layout: 'lists' })(y, s))(x);
    expect(byList.value.dataSync()[0]).toBeCloseTo(rows.reduce((sum, row) => sum + row.value, 0) / 3, 6);
    expect(byList.grad.dataSync()[3]).toBeCloseTo(rows[1]!.grad[1]! / 3, 6);
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
      onResult: (result) => ascend(lambda, 'gradLambda' in result ? (result.gradLambda as number) : NaN, 0.5),
    });
    loss(tf.tensor1d(labels), tf.tensor1d(scores));
    expect(lambda.value).toBeGreaterThan(1);
  });

  it('differentiates a loss of vectors with respect to both', () => {
    const x = tf.tensor2d([1, 2, -1, 0.5], [2, 2]);
    const y = tf.tensor2d([0.5, 1, 0, 1], [2, 2]);
    const exact = infoNceLoss().valueAndGrad(x.dataSync(), y.dataSync(), { dimension: 2 });
    const before = tf.memory().numTensors;
    const { value, grads } = tf.valueAndGrads((b, a) => toTfjs(infoNceLoss())(b!, a!))([y, x]);
    expect(tf.memory().numTensors).toBe(before + 3);
    expect(value.dataSync()[0]).toBeCloseTo(exact.value, 6);
    expect(grads[0]!.dataSync()).toEqual(float32(exact.gradY));
    expect(grads[1]!.dataSync()).toEqual(float32(exact.gradX));
  });

  it('says when a result that float64 holds overflows float32', () => {
    const loss = toTfjs(pairwiseAucLoss({ surrogate: 'square' }));
    expect(() => loss(tf.tensor1d([1, 0]), tf.tensor1d([1e30, 0]))).toThrow('overflows float32');
  });
});

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
});

describe('toTfjsOperator', () => {
  it('works along the last axis, with its gradient, and leaks nothing', () => {
    const x = tf.tensor2d([0.3, 0.1, 0.2, 5, 5.2, 4], [2, 3]);
    const dy = tf.tensor2d([1, 0, 2, 0.5, -1, 1], [2, 3]);
    const rank = toTfjsOperator(softRank);
    const before = tf.memory().numTensors;
    const { value, grad } = tf.valueAndGrad(rank)(x, dy);
    expect(tf.memory().numTensors).toBe(before + 2);
    const exact = softRank([5, 5.2, 4].map(Math.fround));
    expect(value.dataSync().slice(3)).toEqual(float32(exact.values));
    expect(grad.dataSync().slice(3)).toEqual(float32(exact.vjp([0.5, -1, 1])));
  });
});
