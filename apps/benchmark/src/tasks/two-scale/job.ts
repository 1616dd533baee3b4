import { canonicalJson } from '../../records/canonical-json';
import { trainClassifier } from '../classification/run';
import { lastOnly } from '../last-only';
import { type Outcome, outcomeOf } from '../outcome';
import type { Checkpoint } from '../training/checkpoint';
import type { TwoScaleConfig } from './config';
import { drawTestSet, drawTrainingSet } from './data';

/** Draws the images of a seed, or takes those of the run before, and trains on them. */
export async function runTwoScaleJob(
  config: TwoScaleConfig,
  seed: number,
  checkpoint?: Checkpoint,
): Promise<Outcome> {
  const { size, generator, fineLengths, fineTorus, coarseLengths, coarseTorus, amplitudes } = config;
  const fields = [size, generator, fineLengths, fineTorus, coarseLengths, coarseTorus, amplitudes];
  const trainKey = canonicalJson([fields, config.trainPerClass, seed]);
  const testKey = canonicalJson([fields, config.testPerClass, config.sharedTestSet ? 'shared' : seed]);
  const train = await trainingSets(trainKey, () => drawTrainingSet(config, seed));
  const test = await testSets(testKey, () => drawTestSet(config, seed));
  return outcomeOf(trainClassifier(config, seed, { train, test }, checkpoint));
}

const trainingSets = lastOnly<ReturnType<typeof drawTrainingSet>>();
const testSets = lastOnly<ReturnType<typeof drawTestSet>>();
