import { losses, type Scalar, type Tensor } from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';

/** Images and their labels, one-hot. */
export interface Batch {
  images: Tensor;
  labels: Tensor;
}

/** The mean cross-entropy of a training step. */
export function lossOf(model: LayersModel, { images, labels }: Batch): () => Scalar {
  return () => {
    const logits = model.apply(images, { training: true }) as Tensor;
    return losses.softmaxCrossEntropy(labels, logits) as Scalar;
  };
}
