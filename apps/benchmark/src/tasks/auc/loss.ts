import { pairwiseAucLoss } from '@backdropjs/losses';
import { toTfjs } from '@backdropjs/losses/tfjs';
import { losses, reshape, type Scalar, type Tensor } from '@tensorflow/tfjs-core';
import type { AucConfig } from './config';

// A minibatch without a pair ranks nothing: its gradient is zero, and the momentum coasts.
const pairwise = toTfjs(pairwiseAucLoss({ surrogate: 'sigmoid', onUndefined: 'zero' }));

/** The loss of labels (0 or 1) and scores (logits). */
export function lossOf({ loss }: Pick<AucConfig, 'loss'>): (labels: Tensor, scores: Tensor) => Scalar {
  if (loss === 'auc') return pairwise;
  return (labels, scores) => losses.sigmoidCrossEntropy(labels, reshape(scores, labels.shape)) as Scalar;
}
