import { tensor4d, tidy } from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { refuse } from '../../check';
import type { ImageSet } from './image-set';

/** Pixels per forward pass, to bound the memory of the first feature map, and images. */
const chunkPixels = 40 * 256 ** 2;
const chunkImages = 40;

/**
 * Accuracy and mean cross-entropy on a set; fine and coarse accuracy, where there are, count one half of the label each.
 * Undefined if the net has diverged: a score is not finite.
 */
export function evaluate(model: LayersModel, set: ImageSet): Record<string, number> | undefined {
  const { images, labels, size, fineClasses } = set;
  let [correct, fine, coarse, loss] = [0, 0, 0, 0];
  const chunk = Math.min(chunkImages, Math.max(1, Math.floor(chunkPixels / size ** 2)));
  for (let start = 0; start < labels.length; start += chunk) {
    const count = Math.min(chunk, labels.length - start);
    const pixels = images.subarray(start * size * size, (start + count) * size * size);
    const scores = predict(model, pixels, [count, size, size, 1]);
    if (!scores.every(Number.isFinite)) return undefined;
    const classes = scores.length / count;
    for (let i = 0; i < count; i++) {
      const row = scores.subarray(i * classes, (i + 1) * classes);
      const label = labels[start + i]!;
      const highest = Math.max(...row);
      const predicted = row.indexOf(highest);
      correct += Number(predicted === label);
      if (fineClasses !== undefined) {
        fine += Number(predicted % fineClasses === label % fineClasses);
        coarse += Number(Math.floor(predicted / fineClasses) === Math.floor(label / fineClasses));
      }
      const total = row.reduce((sum, score) => sum + Math.exp(score - highest), 0);
      loss += highest + Math.log(total) - row[label]!;
    }
  }
  const n = labels.length;
  return {
    accuracy: correct / n,
    loss: loss / n,
    ...(fineClasses !== undefined && { fineAccuracy: fine / n, coarseAccuracy: coarse / n }),
  };
}

/** What `evaluate` gives, on average, for one guess in all classes. */
export function chance({ classes, fineClasses }: ImageSet): Record<string, number> {
  return {
    accuracy: 1 / classes,
    loss: Math.log(classes),
    ...(fineClasses !== undefined && {
      fineAccuracy: 1 / fineClasses,
      coarseAccuracy: fineClasses / classes,
    }),
  };
}

function predict(model: LayersModel, pixels: Float32Array, shape: [number, number, number, number]) {
  const logits = tidy(() => model.predictOnBatch(tensor4d(pixels, shape)));
  if (Array.isArray(logits)) return refuse('evaluate', 'model must have one output', logits.length);
  const scores = logits.dataSync<'float32'>();
  logits.dispose();
  return scores;
}
