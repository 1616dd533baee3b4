import { initBackend } from '@backdropjs/backend';
import { memory } from '@tensorflow/tfjs-core';
import type { Sequential } from '@tensorflow/tfjs-layers';
import { beforeAll, describe, expect, it } from 'vitest';
import { findExperiment } from '../src/experiments';
import { mergeConfig } from '../src/experiments/experiment';
import { runJob } from '../src/tasks';
import type { TwoScaleConfig } from '../src/tasks/two-scale/config';

beforeAll(async () => {
  await initBackend({ backends: ['wasm'] });
});

const twoScale = findExperiment('two-scale');
const _config = (changes: Partial<TwoScaleConfig> = {}) =>
  mergeConfig(twoScale, changes as never) as unknown as TwoScaleConfig;
const _weightsOf = (model: Sequential, layer: string) =>
  model
    .getLayer(layer)
    .getWeights()
    .map((weight) => [...weight.dataSync()]);

describe('runJob', () => {
  it.each([
    ['two-scale', 'none'],
    ['two-scale', 'both-0.8-shared'],
    ['two-scale', 'crop-32'],
    ['two-scale', 'dropout-0.2'],
    ['two-scale-one-shot', 'both-0.95-0.8-lr-0.04'],
    ['two-scale-one-shot-confirmation', 'matched-noise-lr-0.04-steps-300'],
    ['two-scale-one-shot-confirmation', 'middle-layers-0.95-0.8-lr-0.04-steps-300-unclipped'],
    ['auc-diabetes', 'rate-0.9'],
    ['auc-diabetes', 'minibatch-20'],
    ['auc-digits', 'cross-entropy-32'],
    ['auc-breast-cancer', 'rate-0.9'],
  ])('%s, %s: trains for real, the same twice, without a leak', async (name, arm) => {
    const experiment = findExperiment(name);
    const { config: smoke = {} } = experiment.presets['smoke']!;
    const settings = mergeConfig(experiment, experiment.arms[arm]!.config, smoke);
    const job = { task: experiment.task, config: settings, seed: 100 };
    const before = memory().numTensors;
    const first = await runJob(job);
    expect(memory().numTensors).toBe(before);
    const { seconds: _, ...results } = first;
    expect(await runJob(job)).toMatchObject(results);
    expect(first.curve.at(-1)!.step).toBe(settings['steps']);
    expect(Object.keys(first.metrics).sort()).toEqual(experiment.metrics.map((metric) => metric.name).sort());
    for (const value of Object.values(first.metrics)) expect(Number.isFinite(value)).toBe(true);
  });

  it.each([
    ['two-scale', 'none', { accuracy: 1 / 4, loss: Math.log(4), fineAccuracy: 1 / 2, coarseAccuracy: 1 / 2 }],
    ['auc-digits', 'cross-entropy-32', { auc: 0.5, bestAuc: 0.5 }],
  ])('%s, %s: a net that diverged gets what guessing gives, and is marked', async (name, arm, metrics) => {
    const experiment = findExperiment(name);
    const { config: smoke = {} } = experiment.presets['smoke']!;
    // Weights of this size overflow in the second step.
    const huge = { evaluateEvery: 2, learningRate: 1e38 };
    const settings = mergeConfig(experiment, experiment.arms[arm]!.config, { ...smoke, ...huge });
    const outcome = await runJob({ task: experiment.task, config: settings, seed: 100 });
    expect(outcome).toMatchObject({ diverged: true, metrics });
  });

  it('noise matched to masks that drop nothing is none, averages of normalization included', async () => {
    const { config: smoke = {} } = twoScale.presets['smoke']!;
    const train = (changes: Partial<TwoScaleConfig>) =>
      runJob({ task: 'two-scale', config: mergeConfig(twoScale, changes as never, smoke), seed: 100 });
    const none = await train({});
    const noise = await train({ fineRate: 1e-9, coarseRate: 1e-9, matchedNoise: true });
    expect(none.diverged).toBeUndefined();
    expect(noise.metrics['loss']).toBe(none.metrics['loss']);
    expect(noise.metrics).toEqual(none.metrics);
  });

  it('learns: two-scale fine classes are told apart after 60 steps', async () => {
    const settings = mergeConfig(twoScale, { steps: 60, trainPerClass: 5, testPerClass: 20 });
    const { metrics, curve } = await runJob({ task: 'two-scale', config: settings, seed: 100 });
    expect(metrics['fineAccuracy']).toBeGreaterThan(0.8);
    expect(curve.map(({ step }) => step)).toEqual([30, 60]);
  });
});
