import { foldIn, type Key, key, permutation } from '@backdropjs/random';
import { cast, dispose, oneHot, tensor1d, tensor4d, tidy } from '@tensorflow/tfjs-core';
import type { ClassifierConfig } from './config';
import { randomCrops } from './crop';
import type { ImageSet } from './image-set';
import type { Batch } from './loss';

export interface Batches {
  /** The batch of a step, valid until the next call. */
  at(step: number): Batch;
  dispose(): void;
}

/** What each step trains on: all images or some of them, whole or cropped. */
export function createBatches(config: ClassifierConfig, train: ImageSet, seed: number): Batches {
  const [batchKey, cropKey] = [foldIn(key(seed), 'batch'), foldIn(key(seed), 'crop')];
  const constant = config.batch === null && config.crop === null;
  let batch: Batch | undefined;
  const drop = () => {
    if (batch) dispose([batch.images, batch.labels]);
    batch = undefined;
  };
  return {
    at(step) {
      if (batch && constant) return batch;
      drop();
      let set = train;
      if (config.batch !== null) set = pick(set, epochSlice(set.labels.length, config.batch, batchKey, step));
      if (config.crop !== null) set = randomCrops(set, config.crop, cropKey, step);
      batch = toTensors(set);
      return batch;
    },
    dispose: drop,
  };
}

/** The samples of a step: each once an epoch, in a new order every time; what does not fill a batch sits out. */
export function epochSlice(count: number, size: number, batchKey: Key, step: number): Uint32Array {
  const stepsPerEpoch = Math.floor(count / size);
  const order = permutation(foldIn(batchKey, Math.floor(step / stepsPerEpoch)), count);
  const start = (step % stepsPerEpoch) * size;
  return order.subarray(start, start + size);
}

function pick({ images, labels, size, classes }: ImageSet, indices: Uint32Array): ImageSet {
  const picked = new Float32Array(indices.length * size * size);
  indices.forEach((from, to) => {
    picked.set(images.subarray(from * size * size, (from + 1) * size * size), to * size * size);
  });
  return { images: picked, labels: Int32Array.from(indices, (index) => labels[index]!), size, classes };
}

function toTensors({ images, labels, size, classes }: ImageSet): Batch {
  return {
    images: tensor4d(images, [labels.length, size, size, 1]),
    labels: tidy(() => cast(oneHot(tensor1d(labels, 'int32'), classes), 'float32')),
  };
}
