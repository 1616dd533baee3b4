import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { approxNdcgLoss } from '../losses/approx-ndcg';
import { coxPartialLikelihoodLoss } from '../losses/cox-partial-likelihood';
import { diceLoss } from '../losses/dice';
import { infoNceLoss } from '../losses/info-nce';
import { ascend } from '../losses/lagrangian';
import { listwiseSoftmaxLoss } from '../losses/listwise-softmax';
import { lovaszSoftmaxLoss } from '../losses/lovasz-softmax';
import { mmdLoss } from '../losses/mmd';
import { pairwiseAucLoss } from '../losses/pairwise-auc';
import { recallAtPrecisionLoss } from '../losses/recall-at-precision';
import { softRank } from '../losses/soft-rank';
import { valueAndGradAsync, variableGradsAsync } from './async';
import { toTfjsOperator } from './operator';
import type { AnyLoss, ToTfjsOptions } from './read';
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
    const softmax = toTfjs(lovaszSoftmaxLoss({ numClasses: 3 }));
    expect(() => softmax(tf.zeros([2]), tf.zeros([2, 4]))).toThrow('must have 3 scores on its last axis');
  });

  it('refuses at once options that it would have to guess about', () => {
    const make = (options: unknown, loss: AnyLoss = pairwiseAucLoss()) => toTfjs(loss, options as never);
    for (const targets of [
      ['weights'],
      ['labels', 'weight'],
      ['labels', 'labels'],
      ['labels', 'time'],
      'labels',
      null,
    ]) {
      expect(() => make({ targets })).toThrow("targets must name 'labels' and");
    }
    const cox = coxPartialLikelihoodLoss();
    expect(() => make({ targets: ['time'] }, cox)).toThrow("targets must name 'time' and 'event' and");
    for (const layout of ['list', 'rows', null, true]) {
      expect(() => make({ layout })).toThrow('layout must be one of "labels", "lists", got');
    }
    expect(() => make({ layout: 'lists', targets: ['labels', 'groups'] })).toThrow('takes no layout');
    const softmax = lovaszSoftmaxLoss({ numClasses: 3 });
    expect(() => make({ layout: 'lists' }, softmax)).toThrow('takes no layout with 3 scores an item');
    expect(() => make({ onresult: () => {} })).toThrow(
      'options must be one of "layout", "onResult", "targets", got "onresult"',
    );
    expect(() => make({ target: ['labels'] })).toThrow('got "target"');
    expect(() => make({ onResult: 3 })).toThrow('onResult must be a function, got 3');
    expect(() => make(['labels'])).toThrow('got "0"');
    expect(() => make('lists')).toThrow('options must be an object');
    // A loss of vectors has neither columns nor lists.
    expect(() => make({ targets: ['labels'] }, mmdLoss())).toThrow(
      'mmdLoss: options must be one of "onResult", got "targets"',
    );
    expect(() => make({ layout: 'lists' }, mmdLoss())).toThrow('got "layout"');
  });

  it('refuses at once inputs that the loss does not take', () => {
    const make = (loss: AnyLoss, options: ToTfjsOptions) => () => toTfjs(loss, options as never);
    expect(make(approxNdcgLoss(), { targets: ['labels', 'weights'] })).toThrow(
      'approxNdcgLoss: targets must name \'labels\' and, once each, any of [mask, groups], got ["labels", "weights"]',
    );
    const cox = (ties: 'breslow' | 'efron') =>
      make(coxPartialLikelihoodLoss({ ties }), { targets: ['time', 'event', 'weights'] });
    expect(cox('breslow')).not.toThrow();
    expect(cox('efron')).toThrow('any of [mask, groups], got ["time", "event", "weights"]');
    const recall = recallAtPrecisionLoss({ targetPrecision: 0.5 });
    expect(make(recall, { targets: ['labels', 'groups'] })).toThrow('any of [weights, mask], got');
    for (const layout of ['labels', 'lists'] as const) {
      expect(make(recall, { layout })).toThrow(
        `recallAtPrecisionLoss: takes no layout as it takes no groups, got "${layout}"`,
      );
    }
  });

  it('takes options of a class, inherited ones too', () => {
    class Watch {
      #seen: number[] = [];
      onResult({ value }: { value: number }) {
        this.#seen.push(value);
      }
      get seen() {
        return this.#seen;
      }
    }
    class ListWatch extends Watch {
      get layout() {
        return 'lists' as const;
      }
    }
    const watch = new Watch();
    const { value } = pairwiseAucLoss().valueAndGrad(scores, labels);
    toTfjs(pairwiseAucLoss(), watch)(tf.tensor1d(labels), tf.tensor1d(scores));
    expect(watch.seen).toEqual([value]);
    const lists = new ListWatch();
    toTfjs(pairwiseAucLoss(), lists)(tf.tensor(labels, [1, 4]), tf.tensor(scores, [1, 4]));
    expect(lists.seen).toEqual([value]);
    const rows = new Watch();
    toTfjs(mmdLoss(), rows as never)(tf.ones([2, 2]), tf.zeros([3, 2]));
    expect(rows.seen).toHaveLength(1);
    // Own ones must be known as before.
    expect(() => toTfjs(pairwiseAucLoss(), Object.assign(new Watch(), { count: 0 }))).toThrow('got "count"');
    class Wrong {
      get layout() {
        return 'list';
      }
    }
    expect(() => toTfjs(pairwiseAucLoss(), new Wrong() as never)).toThrow('layout must be one of');
  });

  it('says when it gets no loss', () => {
    expect(() => toTfjs(pairwiseAucLoss as never)).toThrow(
      'toTfjs: needs a loss, as pairwiseAucLoss() makes one, got function; pass what it returns if it is a factory',
    );
    expect(() => toTfjs(undefined as never)).toThrow('got undefined');
  });

  it('wants yTrue in the shape of yPred', () => {
    const loss = (options?: ToTfjsOptions) => toTfjs(listwiseSoftmaxLoss(), options);
    const call = (options: ToTfjsOptions | undefined, yTrue: number[], yPred: number[]) => () =>
      loss(options)(tf.ones(yTrue), tf.ones(yPred));
    const lists = { layout: 'lists' } as const;
    const masked = { layout: 'lists', targets: ['labels', 'mask'] } as const;
    expect(call(lists, [3, 2], [2, 3])).toThrow(
      'yTrue must hold [labels] for each item: the axes [2, 3] of yPred, got shape [3, 2]',
    );
    expect(call(masked, [2, 2, 3], [2, 3])).toThrow('the axes [2, 3] of yPred and a last axis of 2');
    expect(call(masked, [3, 2, 2], [2, 3])).toThrow('yTrue must hold [labels, mask]');
    expect(call(undefined, [1, 4], [4, 1])).toThrow('yTrue must hold');
    expect(call(undefined, [4], [2, 2, 1])).toThrow('yTrue must hold');
    for (const [options, yTrue, yPred] of [
      [lists, [2, 3], [2, 3]],
      [lists, [2, 3, 1], [2, 3]],
      [masked, [2, 3, 2], [2, 3]],
      [undefined, [4], [4, 1]],
      [undefined, [4, 1], [4]],
      [undefined, [1], [1, 1]],
      [{ targets: ['labels', 'mask'] }, [1, 2], [1, 1]],
      [undefined, [1, 11], [1, 11, 1]],
    ] as const) {
      expect(call(options, [...yTrue], [...yPred])).not.toThrow();
    }
    expect(call(lists, [4], [4])).toThrow("yPred must have shape [n, c] with layout 'lists', got [4]");
  });

  it('honours a layout also where there is one column', () => {
    const x = tf.tensor2d([3, 1, 2], [3, 1]);
    const y = tf.tensor2d([1, 2, 3], [3, 1]);
    // Lists of one: nothing to choose.
    expect(toTfjs(listwiseSoftmaxLoss(), { layout: 'lists' })(y, x).dataSync()[0]).toBe(0);
    const one = toTfjs(listwiseSoftmaxLoss(), { layout: 'labels' })(y, x).dataSync()[0];
    expect(one).toBe(toTfjs(listwiseSoftmaxLoss())(y, x).dataSync()[0]);
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
