import { tensor4d, tidy } from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { refuse } from '../../check';
import { coarseAuc } from './coarse-auc';
import type { ClassifierConfig } from './config';
import type { ImageSet } from './image-set';

type Measured = Pick<ClassifierConfig, 'keepLogits'>;

/** Pixels per forward pass, to bound the memory of the first feature map, and images. */
const chunkPixels = 40 * 256 ** 2;
const chunkImages = 40;

/** Coarse accuracy up to which a net counts as failed: a coin has .5, with a standard error of .04 on 160 images. */
const failedUpTo = 0.55;

/** The logits of every image of a set, one image after another; undefined if the net has diverged: one is not finite. */
export function predictLogits(model: LayersModel, { images, labels, size, classes }: ImageSet) {
  const logits = new Float32Array(labels.length * classes);
  const chunk = Math.min(chunkImages, Math.max(1, Math.floor(chunkPixels / size ** 2)));
  for (let start = 0; start < labels.length; start += chunk) {
    const count = Math.min(chunk, labels.length - start);
    const pixels = images.subarray(start * size * size, (start + count) * size * size);
    const scores = predict(model, pixels, [count, size, size, 1]);
    if (!scores.every(Number.isFinite)) return undefined;
    logits.set(scores, start * classes);
  }
  return logits;
}

/** Accuracy, cross-entropy and what else `measureKind` tells, of the images of one kind, and apart of the others if there are any. */
export function measure(logits: Float32Array, set: ImageSet, measured: Measured = {}) {
  const { labels, classes, others = 0 } = set;
  const own = labels.length - others;
  const part = (from: number, to?: number) =>
    measureKind(
      logits.subarray(from * classes, to && to * classes),
      { ...set, labels: labels.subarray(from, to) },
      measured,
    );
  if (others === 0) return part(0);
  const { accuracy, loss } = part(own);
  return { ...part(0, own), otherAccuracy: accuracy, otherLoss: loss };
}

/**
 * Accuracy and mean cross-entropy on a set; fine and coarse accuracy, where there are, count one half of the label each.
 * Where logits are kept, also the AUC of the coarse half, and whether the net has failed at it.
 */
function measureKind(logits: Float32Array, set: ImageSet, { keepLogits }: Measured) {
  const { labels, classes, fineClasses } = set;
  let [correct, fine, coarse, loss] = [0, 0, 0, 0];
  labels.forEach((label, image) => {
    const row = logits.subarray(image * classes, (image + 1) * classes);
    const highest = Math.max(...row);
    const predicted = row.indexOf(highest);
    correct += Number(predicted === label);
    if (fineClasses !== undefined) {
      fine += Number(predicted % fineClasses === label % fineClasses);
      coarse += Number(Math.floor(predicted / fineClasses) === Math.floor(label / fineClasses));
    }
    const total = row.reduce((sum, score) => sum + Math.exp(score - highest), 0);
    loss += highest + Math.log(total) - row[label]!;
  });
  const n = labels.length;
  return {
    accuracy: correct / n,
    loss: loss / n,
    ...(fineClasses !== undefined && { fineAccuracy: fine / n, coarseAccuracy: coarse / n }),
    ...(fineClasses !== undefined &&
      keepLogits && {
        coarseAuc: coarseAuc(logits, labels, fineClasses),
        failed: Number(coarse / n <= failedUpTo),
      }),
  };
}

/** What `measure` gives, on average, for one guess in all classes. */
export function chance(
  { classes, fineClasses, others = 0 }: Pick<ImageSet, 'classes' | 'fineClasses' | 'others'>,
  { keepLogits }: Measured = {},
): Record<string, number> {
  return {
    accuracy: 1 / classes,
    loss: Math.log(classes),
    ...(others > 0 && { otherAccuracy: 1 / classes, otherLoss: Math.log(classes) }),
    ...(fineClasses !== undefined && {
      fineAccuracy: 1 / fineClasses,
      coarseAccuracy: fineClasses / classes,
      ...(keepLogits && { coarseAuc: 0.5, failed: 1 }),
    }),
  };
}

function predict(model: LayersModel, pixels: Float32Array, shape: [number, number, number, number]) {
  const logits = tidy(() => model.predictOnBatch(tensor4d(pixels, shape)));
  if (Array.isArray(logits)) return refuse('predictLogits', 'model must have one output', logits.length);
  const scores = logits.dataSync<'float32'>();
  logits.dispose();
  return scores;
}
