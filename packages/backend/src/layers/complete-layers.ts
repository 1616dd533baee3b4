import { layers } from '@tensorflow/tfjs-layers';

/** A layer of tf.layers as its build leaves it; without a scale or a center, `gamma` or `beta` are not there. */
interface Normalization {
  gamma?: { read(): unknown };
  beta?: { read(): unknown };
}

type Build = (this: Normalization, inputShape: unknown) => void;

const absent = { read: () => undefined };
const done = new WeakSet<object>();

/**
 * Mends `tf.layers.batchNormalization({ scale: false })` and `{ center: false }`, which tfjs can evaluate but not train: in training
 * it reads the weight that is not there. The gradients come with `initBackend` or `registerGradientKernels`.
 *
 * It changes the class for all models of the process, those that are built afterwards. A second call changes nothing.
 *
 * @returns nothing.
 * @throws nothing.
 * @example
 * ```ts
 * import { completeLayers } from '@backdropjs/backend/layers';
 * import { layers } from '@tensorflow/tfjs-layers';
 *
 * completeLayers();
 * layers.batchNormalization({ scale: false });
 * ```
 */
export function completeLayers(): void {
  const prototype = Object.getPrototypeOf(layers.batchNormalization()) as { build: Build };
  if (done.has(prototype)) return;
  done.add(prototype);
  const { build } = prototype;
  prototype.build = function (inputShape) {
    build.call(this, inputShape);
    this.gamma ??= absent;
    this.beta ??= absent;
  };
}
