import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { float32 } from '../../test/four-items';
import { softRank } from '../losses/soft-rank';
import { toTfjsOperator } from './operator';

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
