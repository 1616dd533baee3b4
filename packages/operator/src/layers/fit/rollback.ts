import { dispose, type Variable } from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';

/**
 * Runs what changes the weights of a model: the trained ones, the steps of masks, statistics. Where it throws, they are
 * again what they were.
 */
export async function rollingBack<T>(model: LayersModel, run: () => Promise<T>): Promise<T> {
  const weights = model.weights.map((weight) => weight.read() as Variable);
  const before = weights.map((weight) => weight.clone());
  try {
    return await run();
  } catch (error) {
    for (const [i, weight] of weights.entries()) {
      if (!weight.isDisposed) weight.assign(before[i]!);
    }
    throw error;
  } finally {
    dispose(before);
  }
}
