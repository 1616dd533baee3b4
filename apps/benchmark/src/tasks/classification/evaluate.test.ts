import { initBackend } from '@backdropjs/backend';
import { tensor } from '@tensorflow/tfjs-core';
import { layers, sequential } from '@tensorflow/tfjs-layers';
import { beforeAll, describe, expect, it } from 'vitest';
import { chance, measure, predictLogits } from './evaluate';

beforeAll(async () => {
  await initBackend({ backends: ['wasm'] });
});

describe('measure', () => {
  it('counts classes and their halves, across chunks', () => {
    // The net adds up an image of two pixels and scores class c with c times the sum minus c^2 / 2.
    const model = sequential({
      layers: [
        layers.globalAveragePooling2d({ inputShape: [null, null, 1] }),
        layers.dense({ units: 4, name: 'logits' }),
      ],
    });
    model.setWeights([tensor([[0, 1, 2, 3]]), tensor([0, -0.5, -2, -4.5])]);
    const predicted = Array.from({ length: 45 }, (_, image) => image % 4);
    const labels = Int32Array.from(predicted, (label, image) => (image < 10 ? (label + 1) % 4 : label));
    const images = Float32Array.from(predicted.flatMap((label) => new Array<number>(4).fill(label)));
    const set = { images, labels, size: 2, classes: 4, fineClasses: 2 };
    const result: Record<string, number> = measure(predictLogits(model, set)!, set);
    // Of the ten wrong ones, the five with labels 1 and 3 for predictions 0 and 2 keep the coarse half; none keeps the fine one.
    expect(result['accuracy']).toBeCloseTo(35 / 45, 12);
    expect(result['fineAccuracy']).toBeCloseTo(35 / 45, 12);
    expect(result['coarseAccuracy']).toBeCloseTo(40 / 45, 12);
    const score = (label: number, mean: number) => label * mean - (label * label) / 2;
    const expected = predicted.map((mean, image) => {
      const scores = [0, 1, 2, 3].map((label) => score(label, mean));
      const total = Math.log(scores.reduce((sum, value) => sum + Math.exp(value), 0));
      return total - score(labels[image]!, mean);
    });
    expect(result['loss']).toBeCloseTo(expected.reduce((a, b) => a + b, 0) / 45, 5);
    model.dispose();
  });

  it('tells the coarse half by logits where they are kept, and nothing more where they are not', () => {
    // Two images of each of the labels 0 to 3; the log odds of coarse 1 are, in order:
    const odds = [-2, 1, -1, 0, 0, 3, 2, -3];
    const logits = Float32Array.from(odds.flatMap((odd) => [0, -1, odd, odd - 1]));
    const labels = Int32Array.from([0, 0, 1, 1, 2, 2, 3, 3]);
    const set = { images: new Float32Array(8), labels, size: 1, classes: 4, fineClasses: 2 };
    const kept: Record<string, number> = measure(logits, set, { keepLogits: true });
    // Of 16 pairs, 0 is above -2 and -1 and ties with 0; 3 and 2 are above all four; -3 above none.
    expect(kept['coarseAuc']).toBe((2.5 + 4 + 4 + 0) / 16);
    // 3, 2, -2, -1 and one of the two ties are right: more than .55.
    expect(kept['coarseAccuracy']).toBe(5 / 8);
    expect(kept['failed']).toBe(0);
    const reversed = logits.map((value) => -value);
    expect(measure(reversed, set, { keepLogits: true })).toMatchObject({ failed: 1 });
    const { coarseAuc: _, failed: __, ...others } = kept;
    expect(measure(logits, set)).toEqual(others);
    expect(Object.keys(chance(set, { keepLogits: true }))).toEqual(Object.keys(kept));
    expect(Object.keys(chance(set))).toEqual(Object.keys(others));
  });

  it('measures images of another kind apart', () => {
    const logits = Float32Array.of(1, 0, 0, 1, 1, 0, 1, 0, 1, 0);
    const set = { images: new Float32Array(5), labels: Int32Array.of(0, 1, 1, 1, 0), size: 1, classes: 2 };
    const own = measure(logits.subarray(0, 4), { ...set, labels: set.labels.subarray(0, 2) });
    const other = measure(logits.subarray(4), { ...set, labels: set.labels.subarray(2) });
    const both: Record<string, number> = measure(logits, { ...set, others: 3 });
    expect(both).toEqual({ ...own, otherAccuracy: other.accuracy, otherLoss: other.loss });
    expect([own.accuracy, other.accuracy]).toEqual([1, 1 / 3]);
    expect(Object.keys(chance({ classes: 2, others: 3 })).sort()).toEqual(Object.keys(both).sort());
  });

  it('refuses more coarse classes than two', () => {
    const set = {
      images: new Float32Array(1),
      labels: Int32Array.of(0),
      size: 1,
      classes: 6,
      fineClasses: 2,
    };
    expect(() => measure(new Float32Array(6), set, { keepLogits: true })).toThrow(
      'coarseAuc: coarse classes must be 2, got 3',
    );
  });
});
