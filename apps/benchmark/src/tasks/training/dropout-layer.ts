import { sampleMask } from '@backdropjs/operator';
import { foldIn, key } from '@backdropjs/random';
import { mul, scalar, type Tensor, tidy } from '@tensorflow/tfjs-core';
import { initializers, type LayerVariable, layers } from '@tensorflow/tfjs-layers';

export interface DropoutConfig {
  rate: number;
  seed: number;
  name: string;
}

/**
 * Drops whole positions of every feature map of the batch, forward and backward, and scales the others by
 * 1 / (1 - rate); the identity at inference. The control for backdrop: the same places, but the forward pass is
 * masked too. (tf.layers' own dropout cannot be seeded step by step.)
 */
class PositionDropout extends layers.Layer {
  static readonly className = 'PositionDropout';
  readonly #rate: number;
  readonly #seed: number;
  // A weight, so that a checkpoint of the weights carries it along.
  #step!: LayerVariable;

  constructor({ rate, seed, name }: DropoutConfig) {
    super({ name });
    this.#rate = rate;
    this.#seed = seed;
  }

  override build(): void {
    this.#step = this.addWeight('step', [], 'int32', initializers.zeros(), undefined, false);
    this.built = true;
  }

  override call(inputs: Tensor | Tensor[], { training }: { training?: boolean }): Tensor {
    const x = Array.isArray(inputs) ? inputs[0]! : inputs;
    if (!training) return x;
    return tidy(() => {
      const step = this.#step.read().dataSync()[0]!;
      this.#step.write(scalar(step + 1, 'int32'));
      const options = { rate: this.#rate, axes: [0, 1, 2], key: foldIn(key(this.#seed), step) };
      const { mask } = sampleMask(x.shape, options);
      return mul(x, mul(mask, 1 / (1 - this.#rate)));
    });
  }
}

export function dropoutLayer(config: DropoutConfig): layers.Layer {
  return new PositionDropout(config);
}
