import { dispose, type Tensor, tidy } from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { fail, readOptions, show } from '../../check';
import type { SampleInputs } from '../../non-decomposable/sample-array';
import { type ReadSamples, readSamples } from '../../non-decomposable/samples';
import { checkInputs } from '../graph';
import { batchNormalizations, normalizing } from './batch-normalization';
import { checkSingle, declaredShape } from './model';
import { rollingBack } from './rollback';

/** Of which samples the statistics are taken. */
export interface RefreshStatisticsOptions {
  /** All samples, at once or chunk by chunk. */
  inputs: SampleInputs;
  /** Samples of which statistics are taken at a time; 256 by default. Chunks of an iterator come as they are. */
  chunkSize?: number | undefined;
  /** Shape of one sample; needed for typed arrays where the model leaves sizes open. */
  inputShape?: readonly number[] | undefined;
}

/**
 * Sets the moving statistics of all batch normalizations in a model to those of some samples, in one pass.
 *
 * $$
 * \mu = \sum_c \frac{n_c}{n} \mu_c, \qquad \sigma^2 = \sum_c \frac{n_c}{n} \sigma_c^2
 * $$
 *
 * Mean and variance become the averages over the chunks of the chunks' own, weighted by their sizes: with the weights as
 * they are, not as they were over the last hundreds of steps. Layers compute as at inference, but that batch normalizations
 * take the statistics of the chunk, as they do in training.
 *
 * @param model - tf.layers model with one input and one output.
 * @param options - see {@link RefreshStatisticsOptions}.
 * @returns a promise of nothing: the statistics of the model are changed.
 * @throws Error (the promise rejects) if the model has no batch normalization or the samples do not fit; the statistics
 * are then what they were.
 * @see Wu and Johnson, "Rethinking 'Batch' in BatchNorm", arXiv:2105.07576, section 3.
 *
 * @example
 * ```ts
 * import { refreshStatistics } from '@backdropjs/operator/layers';
 * import { ones } from '@tensorflow/tfjs-core';
 * import { layers, sequential } from '@tensorflow/tfjs-layers';
 *
 * const model = sequential({ layers: [layers.batchNormalization({ inputShape: [4] })] });
 * await refreshStatistics(model, { inputs: ones([1000, 4]) }); // mean 1, variance 0
 * ```
 */
export async function refreshStatistics(
  model: LayersModel,
  options: RefreshStatisticsOptions,
): Promise<void> {
  const caller = 'refreshStatistics';
  checkSingle(caller, model);
  readOptions(caller, options, ['inputs', 'chunkSize', 'inputShape']);
  if (batchNormalizations(model).length === 0) {
    const found = show(model.layers.map(({ name }) => name));
    fail(caller, 'model must have a batch normalization', found);
  }
  const { inputs, chunkSize = 256, inputShape = declaredShape(model) } = options;
  const read = readSamples(caller, { inputs, chunkSize, inputShape });
  await rollingBack(model, () => refresh(caller, model, read));
}

/** The pass itself. */
export async function refresh(caller: string, model: LayersModel, read: ReadSamples): Promise<void> {
  const normalizations = batchNormalizations(model) as unknown as { momentum: number }[];
  const momenta = normalizations.map(({ momentum }) => momentum);
  let count = 0;
  try {
    await normalizing(batchNormalizations(model), true, async () => {
      for await (const x of read()) {
        checkInputs(caller, model, [x]);
        const size = x.shape[0]!;
        // Of the average so far, as much as there are samples in it.
        for (const layer of normalizations) layer.momentum = count / (count + size);
        count += size;
        dispose(tidy(() => model.apply(x, { training: false }) as Tensor));
      }
    });
  } finally {
    for (const [i, layer] of normalizations.entries()) layer.momentum = momenta[i]!;
  }
}
