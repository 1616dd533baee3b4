import { readFileSync } from 'node:fs';
import { initBackend } from '@backdropjs/backend';
import { rocAuc } from '@backdropjs/losses';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { differencesOf, rocCurve } from '../live/auc/panels';
import { bestAuc, drawBatches, drawSamples } from '../live/auc/samples';
import { fields, type Method, methods, type Outcome, type Settings, sizes } from '../live/auc/settings';
import { compare, train } from '../live/auc/training';
import { fromQuery, initialValues, problemsOf, toQuery } from '../live/demo/link';

const initial = initialValues(fields);
const all = Object.keys(methods) as Method[];

beforeAll(async () => {
  await initBackend({ backends: ['wasm'] });
});

/** Positives and negatives of each batch. */
const countsOf = (settings: Settings) => {
  const { labels } = drawSamples(settings, 'train');
  return drawBatches(settings).map((batch) => {
    const positives = batch.reduce((sum, i) => sum + labels[i]!, 0);
    return [positives, batch.length - positives] as const;
  });
};

it('compares the pairs of its batches, and those of the whole set', async () => {
  const settings: Settings = { ...initial, steps: 25, noise: 0.1 };
  const counts = countsOf(settings);
  const batch = await train(settings, 'batch');
  expect(batch.pairs).toBe(
    counts.reduce((sum, [positives, negatives]) => sum + positives * negatives, 0) / 25,
  );
  expect(batch.empty).toBe(counts.filter(([positives, negatives]) => positives * negatives === 0).length);
  const [positives, negatives] = drawSamples(settings, 'train').labels.reduce(
    ([ones, zeros], label) => [ones + label, zeros + 1 - label],
    [0, 0],
  );
  for (const method of ['set', 'masked'] as const) {
    expect((await train(settings, method)).pairs).toBe(positives * negatives);
  }
  expect((await train(settings, 'entropy')).pairs).toBe(0);
});

it('batches of 20 with a positive in 100 are as often empty as one expects', () => {
  const settings: Settings = { ...initial, imbalance: '100', batch: '20', steps: 1000 };
  const positives = drawSamples(settings, 'train').labels.reduce((sum, label) => sum + label, 0);
  expect(positives).toBe(4);
  /** The chance that none of `drawn` samples, without putting back, is one of the positives. */
  const noneIn = (drawn: number) =>
    Array.from({ length: positives }, (_, i) => (sizes.train - drawn - i) / (sizes.train - i)).reduce(
      (product, factor) => product * factor,
    );
  const perPass = sizes.train / 20;
  const [one, two] = [noneIn(20), noneIn(40)];
  // Passes are independent; two batches of a pass are not.
  const variance = perPass * one * (1 - one) + perPass * (perPass - 1) * (two - one * one);
  const passes = 1000 / perPass;
  const empty = countsOf(settings).filter(([ones]) => ones === 0).length;
  expect(Math.abs(empty - 1000 * one)).toBeLessThan(4 * Math.sqrt(passes * variance));
  // That is wide enough to mean something: neither none nor all.
  expect(4 * Math.sqrt(passes * variance)).toBeLessThan(50);
});

it('the loss of the whole set comes to 0.9 of the best AUC that there is', async () => {
  const best = bestAuc(initial)!;
  // The difference of two samples lies 1.5 apart in the mean, with a deviation of sqrt(2): Phi(1.0607).
  expect(best).toBeCloseTo(0.8555778168, 9);
  const { auc, scores } = await train(initial, 'set');
  expect(auc.test).toBeGreaterThan(0.9 * best);
  // The test's own error: no method can be far above the best.
  expect(auc.test).toBeLessThan(best + 4 * 0.0083);
  expect(auc.test).toBe(rocAuc(scores.test, drawSamples(initial, 'test').labels));
  expect(bestAuc({ ...initial, data: 'xor' })).toBeUndefined();
});

it('depends on the settings only, and leaves no tensor behind', async () => {
  const settings: Settings = { ...initial, steps: 5 };
  const timeless = ({ trained, ...others }: Outcome) => ({
    ...others,
    trained: trained.map((method) => ({ ...method, milliseconds: 0 })),
  });
  const once = timeless(await compare(settings));
  const before = tf.memory().numTensors;
  expect(timeless(await compare(settings))).toEqual(once);
  expect(tf.memory().numTensors).toBe(before);
  expect(once.trained.map(({ method }) => method)).toEqual(all);
  // Masks of rate 0 are none.
  const [, , set, masked] = timeless(await compare({ ...settings, rate: 0 })).trained;
  expect(masked!.scores).toEqual(set!.scores);
});

describe('20 seeds', () => {
  const seeds: Record<'clouds' | 'xor', Record<Method, number[]>> = JSON.parse(
    readFileSync(new URL('../live/auc/seeds.json', import.meta.url), 'utf8'),
  );
  const settingsOf = (data: 'clouds' | 'xor'): Settings =>
    data === 'xor' ? { ...initial, data, x: 1, y: 1 } : initial;
  /** Those that are trained again here. */
  const again = process.env['BACKDROPJS_SEEDS'] === 'all' ? 20 : 1;

  it.each(['clouds', 'xor'] as const)('%s: the committed figures are those of training', async (data) => {
    for (let seed = 1; seed <= again; seed++) {
      for (const method of all) {
        const { auc } = await train({ ...settingsOf(data), seed }, method);
        expect(auc.test).toBe(seeds[data][method][seed - 1]);
      }
    }
  });

  it('say what the page says', () => {
    /** The difference between two methods in standard errors of it. */
    const errors = (data: 'clouds' | 'xor', method: Method, base: Method) => {
      const pair = { [base]: seeds[data][base], [method]: seeds[data][method] };
      const { difference, standardError } = differencesOf(pair)[1]!;
      return difference / standardError;
    };
    // Two clouds: cross-entropy is enough, the loss of the whole set is worse, masks make up for most of that.
    expect(Math.abs(errors('clouds', 'batch', 'entropy'))).toBeLessThan(2);
    expect(errors('clouds', 'set', 'entropy')).toBeLessThan(-3);
    expect(errors('clouds', 'masked', 'set')).toBeGreaterThan(2);
    expect(Math.abs(errors('clouds', 'masked', 'entropy'))).toBeLessThan(2);
    // Two clouds each: the loss of the whole set is the best of all, masks cost some of that.
    expect(errors('xor', 'set', 'entropy')).toBeGreaterThan(10);
    expect(errors('xor', 'set', 'batch')).toBeGreaterThan(3);
    expect(errors('xor', 'masked', 'set')).toBeLessThan(-3);
  });
});

it('draws a ROC curve whose area is the AUC', () => {
  const labels = Uint8Array.from({ length: 400 }, (_, i) => Number(i % 3 === 0));
  const scores = Float32Array.from(labels, (label, i) => Math.sin(i * i) + 0.7 * label);
  const points = rocCurve(scores, labels)
    .split(' ')
    .map((point) => point.split(',').map(Number) as [number, number]);
  expect([points[0], points.at(-1)]).toEqual([
    [0, 0],
    [100, 100],
  ]);
  const area = points
    .slice(1)
    .reduce((sum, [x, y], i) => sum + ((x - points[i]![0]) * (y + points[i]![1])) / 2, 0);
  expect(area / 1e4).toBeCloseTo(rocAuc(scores, labels), 2);
  // All scores alike: the diagonal.
  expect(rocCurve(new Float32Array(400), labels)).toBe('0,0 100,100');
});

it('a link names some of the methods', () => {
  const values = fromQuery(fields, '?methods=set.batch');
  expect(values.methods).toEqual(['batch', 'set']);
  expect(new URLSearchParams(toQuery(values)).get('methods')).toBe('batch.set');
  expect(problemsOf(fields, values)).toEqual([]);
  for (const methods of ['', 'set.set', 'set.none']) {
    expect(problemsOf(fields, fromQuery(fields, `?methods=${methods}`))).toEqual([
      expect.stringMatching(/^methods must be one or more of entropy.batch.set.masked, got/),
    ]);
  }
});
