// What users of losses do, on each engine of Node: model.fit with a loss of all pairs, on an imbalanced task.
import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { initBackend } from '@backdropjs/backend';
import { pairwiseAucLoss, rocAuc } from '@backdropjs/losses';
import { toTfjs } from '@backdropjs/losses/tfjs';
import { dispose, memory, type Tensor, tensor2d, tidy, train } from '@tensorflow/tfjs-core';
import { initializers, layers, sequential } from '@tensorflow/tfjs-layers';
import { expect, it } from 'vitest';

const rows = gunzipSync(readFileSync(new URL('../data/digits.csv.gz', import.meta.url)))
  .toString()
  .trim()
  .split('\n')
  .map((line) => line.split(',').map(Number));

/** Every second image, and whether it is an eight: 10 % are. */
function half(parity: 0 | 1) {
  const part = rows.filter((_, i) => i % 2 === parity);
  const labels = part.map((row) => Number(row[64] === 8));
  return {
    x: tensor2d(part.map((row) => row.slice(0, 64).map((pixel) => pixel / 16))),
    y: tensor2d(labels, [part.length, 1]),
    labels,
  };
}

it.each(['wasm', 'cpu'] as const)(
  'model.fit with toTfjs(pairwiseAucLoss()) ranks digits on %s',
  async (name) => {
    expect((await initBackend({ backends: [name] })).name).toBe(name);
    const [seen, unseen] = [half(0), half(1)];
    const dense = (seed: number, units: number) => ({
      units,
      kernelInitializer: initializers.glorotUniform({ seed }),
    });
    const model = sequential({
      layers: [
        layers.dense({ ...dense(1, 16), inputShape: [64], activation: 'relu' }),
        layers.dense(dense(2, 1)),
      ],
    });
    model.compile({ optimizer: train.adam(0.02), loss: toTfjs(pairwiseAucLoss()) });
    const fit = (epochs: number) =>
      model.fit(seen.x, seen.y, { epochs, batchSize: seen.labels.length, shuffle: false, verbose: 0 });

    await fit(2);
    const before = memory().numTensors;
    await fit(38);
    expect(memory().numTensors).toBe(before);
    const auc = tidy(() => rocAuc((model.predict(unseen.x) as Tensor).dataSync(), unseen.labels));
    expect(auc).toBeGreaterThan(0.95);
    model.dispose();
    dispose([seen.x, seen.y, unseen.x, unseen.y]);
  },
);
