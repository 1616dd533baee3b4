import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { normals } from '../../test/random';
import { diceLoss } from '../losses/dice';
import { listwiseSoftmaxLoss } from '../losses/listwise-softmax';
import { lovaszSoftmaxLoss } from '../losses/lovasz-softmax';
import { pairwiseAucLoss } from '../losses/pairwise-auc';
import type { ToTfjsOptions } from './read';
import { toTfjs } from './to-tfjs';

describe('toTfjs', () => {
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

  it("makes a list of each image with 'lists', whatever its axes, and of its classes", () => {
    const [b, h, w] = [3, 2, 4];
    const logits = normals(2 * b * h * w, 5);
    const labels = Array.from({ length: 2 * b * h * w }, (_, i) => Number(i % 5 < 2));
    const dice = diceLoss({ fromLogits: true });
    for (const shape of [
      [b, h, w, 2],
      [b, h, 2 * w, 1],
      [b, h, 2 * w],
      [b, 2 * h * w],
    ]) {
      const own = toTfjs(dice, { layout: 'lists' });
      const [y, x] = [tf.tensor(labels, shape), tf.tensor([...logits], shape)];
      const { value, grad } = tf.valueAndGrad((s) => own(y, s))(x);
      const groups = labels.map((_, i) => Math.floor(i / (2 * h * w)));
      const want = dice.valueAndGrad(x.dataSync(), labels, { groups });
      expect(value.dataSync()[0]).toBeCloseTo(want.value, 6);
      for (const [i, slope] of want.grad.entries()) expect(grad.dataSync()[i]).toBeCloseTo(slope, 6);
    }
    const lovasz = lovaszSoftmaxLoss({ numClasses: 2 });
    const p = tf.softmax(tf.tensor4d([...logits], [b, h, w, 2]));
    const classes = labels.slice(0, b * h * w);
    const byImage = toTfjs(lovasz, { layout: 'lists' })(tf.tensor3d(classes, [b, h, w]), p);
    const groups = classes.map((_, i) => Math.floor(i / (h * w)));
    const want = lovasz.valueAndGrad(p.dataSync(), classes, { groups }).value;
    expect(byImage.dataSync()[0]).toBeCloseTo(want, 6);
    const whole = toTfjs(lovasz)(tf.tensor3d(classes, [b, h, w]), p);
    expect(Math.abs(whole.dataSync()[0]! - want)).toBeGreaterThan(1e-3);
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
});
