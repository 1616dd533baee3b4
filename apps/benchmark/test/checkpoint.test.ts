import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { initBackend } from '@backdropjs/backend';
import { memory } from '@tensorflow/tfjs-core';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { findExperiment } from '../src/experiments';
import { mergeConfig } from '../src/experiments/experiment';
import { trainClassifier } from '../src/tasks/classification/run';
import { Checkpoint, type TrainingState } from '../src/tasks/training/checkpoint';
import type { TwoScaleConfig } from '../src/tasks/two-scale/config';
import { drawTestSet, drawTrainingSet } from '../src/tasks/two-scale/data';

let folder: string;
beforeAll(async () => {
  await initBackend({ backends: ['wasm'] });
});
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'checkpoint-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const state: TrainingState = {
  step: 7,
  curve: [{ step: 5, accuracy: 0.5 }],
  seconds: 1.5,
  weights: [Float32Array.of(1, Number.NaN, -0), Int32Array.of(7)],
  velocities: [Float32Array.of(1e-40)],
};

describe('Checkpoint', () => {
  it('gives back what it saved, bit for bit, and nothing before', () => {
    const path = join(folder, 'deeper', 'run');
    expect(new Checkpoint(path).load()).toBeUndefined();
    new Checkpoint(path).save(state);
    expect(new Checkpoint(path).load()).toEqual(state);
    expect(existsSync(`${path}.new`)).toBe(false);
  });

  it('is due after its interval', () => {
    const path = join(folder, 'run');
    expect(new Checkpoint(path).due).toBe(false);
    expect(new Checkpoint(path, 0).due).toBe(true);
  });

  it('refuses a file that is none, and one cut short', () => {
    const path = join(folder, 'run');
    writeFileSync(path, 'something else');
    expect(() => new Checkpoint(path).load()).toThrow(`${path} must be a checkpoint`);
    new Checkpoint(path).save(state);
    writeFileSync(path, readFileSync(path).subarray(0, -20));
    expect(() => new Checkpoint(path).load()).toThrow('delete it to start its run anew');
  });
});

/** Ends the training after a checkpoint of the given step is saved, as a kill would. */
class Killing extends Checkpoint {
  readonly #last: number;
  constructor(path: string, last: number) {
    super(path, 0);
    this.#last = last;
  }
  override save(saved: TrainingState): void {
    super.save(saved);
    if (saved.step === this.#last) throw new Error('killed');
  }
}

describe('a training that goes on from a checkpoint', () => {
  it.each<[string, Partial<TwoScaleConfig>]>([
    ['masks', { fineRate: 0.8, coarseRate: 0.5 }],
    ['masks per image, clipped', { fineRate: 0.8, maskPerImage: true, clipNorm: 0.5 }],
    ['dropout', { dropoutRate: 0.2 }],
    ['crops of batches', { crop: 32, batch: 3 }],
    ['matched noise', { fineRate: 0.8, matchedNoise: true }],
  ])('ends where an uninterrupted one ends, bit for bit: %s', async (_, changes) => {
    const twoScale = findExperiment('two-scale');
    const smoke = { trainPerClass: 2, testPerClass: 3, steps: 9, evaluateEvery: 3 };
    const config = mergeConfig(twoScale, smoke, changes as never) as unknown as TwoScaleConfig;
    const data = { train: await drawTrainingSet(config, 1), test: await drawTestSet(config, 1) };
    const { curve } = trainClassifier(config, 1, data);
    expect(curve).toHaveLength(3);

    const path = join(folder, 'run');
    for (const last of [2, 6]) {
      expect(() => trainClassifier(config, 1, data, new Killing(path, last))).toThrow('killed');
    }
    const before = memory().numTensors;
    const resumed = trainClassifier(config, 1, data, new Checkpoint(path));
    expect(resumed.curve).toEqual(curve);
    expect(memory().numTensors).toBe(before);
  });
});
