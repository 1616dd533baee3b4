import { initBackend } from '@backdropjs/backend';
import { tensor } from '@tensorflow/tfjs-core';
import { layers, sequential } from '@tensorflow/tfjs-layers';
import { beforeAll, describe, expect, it } from 'vitest';
import { evaluate } from './evaluate';

beforeAll(async () => {
  await initBackend({ backends: ['wasm'] });
});

describe('evaluate', () => {
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
    const result = evaluate(model, { images, labels, size: 2, classes: 4, fineClasses: 2 })!;
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
});
