import type { LayersModel, layers } from '@tensorflow/tfjs-layers';

type Layer = layers.Layer;

/** All batch normalizations of a model, those of models inside of it too. */
export function batchNormalizations(model: LayersModel): Layer[] {
  return model.layers.flatMap((layer) => {
    if ('layers' in layer) return batchNormalizations(layer as LayersModel);
    return layer.getClassName() === 'BatchNormalization' ? [layer] : [];
  });
}

/**
 * Runs with batch normalizations that take the statistics of the batch and move their own (`training`), or their own,
 * whatever the model around them does.
 */
export async function normalizing<T>(
  normalizations: readonly Layer[],
  training: boolean,
  run: () => Promise<T>,
): Promise<T> {
  const calls = normalizations.map((layer) => layer.call);
  for (const [i, layer] of normalizations.entries()) {
    layer.call = (inputs, kwargs) => calls[i]!.call(layer, inputs, { ...kwargs, training });
  }
  try {
    return await run();
  } finally {
    for (const [i, layer] of normalizations.entries()) layer.call = calls[i]!;
  }
}
