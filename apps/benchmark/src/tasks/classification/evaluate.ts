import { tensor4d, tidy } from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import type { ImageSet } from './image-set';

/** Pixels per forward pass, to bound the memory of the first feature map, and images. */
const chunkPixels = 40 * 256 ** 2;
const chunkImages = 40;

/** Accuracy and mean cross-entropy on a set; fine and coarse accuracy, where there are, count one half of the label each. */
export function evaluate(model: LayersModel, set: ImageSet): Record<string, number> {
  const { images, labels, size, fineClasses } = set;
  let [correct, fine, coarse, loss] = [0, 0, 0, 0];
  const chunk = Math.min(chunkImages, Math.max(1, Math.floor(chunkPixels / size ** 2)));
  for (let start = 0; start < labels.length; start += chunk) {
    const count = Math.min(chunk, labels.length - start);
    const pixels = images.subarray(start * size * size, (start + count) * size * size);
    const scores = predict(model, pixels, [count, size, size, 1]);
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

function predict(model: LayersModel, pixels: Float32Array, shape: [number, number, number, number]) {
  const logits = tidy(() => model.predictOnBatch(tensor4d(pixels, shape)));
  if (Array.isArray(logits)) throw new Error('evaluate: the model must have one output.');
  const scores = logits.dataSync<'float32'>();
  logits.dispose();
  return scores;
}
