import {
  add,
  addN,
  div,
  minimum,
  mul,
  type Scalar,
  SGDOptimizer,
  sqrt,
  square,
  sum,
  type Tensor,
  tidy,
  train,
  type Variable,
  variableGrads,
} from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';

export interface MomentumConfig {
  momentum: number;
  /** Largest norm of the whole gradient; null for no limit. */
  clipNorm?: number | null;
  /** Adds this multiple of the weights to their gradient. */
  weightDecay?: number;
}

interface NamedTensor {
  name: string;
  tensor: Tensor;
}

/** Stochastic gradient descent with momentum in PyTorch's form: v = momentum v + g; w -= learningRate v. */
export class MomentumTrainer {
  readonly #variables: Variable[];
  readonly #config: MomentumConfig;
  readonly #optimizer;

  constructor(model: LayersModel, config: MomentumConfig) {
    this.#variables = model.trainableWeights.map((weight) => weight.read() as Variable);
    this.#config = config;
    this.#optimizer = train.momentum(0, config.momentum);
  }

  /** One step down the gradient of `loss`. Nothing is read back from the backend. */
  step(loss: () => Scalar, learningRate: number): void {
    const { clipNorm = null, weightDecay = 0 } = this.#config;
    this.#optimizer.setLearningRate(learningRate);
    tidy(() => {
      const { grads } = variableGrads(loss, this.#variables);
      let gradients = this.#variables.map((variable) => ({
        name: variable.name,
        tensor: withDecay(grads[variable.name]!, variable, weightDecay),
      }));
      if (clipNorm !== null) gradients = clipped(gradients, clipNorm);
      this.#optimizer.applyGradients(gradients);
    });
  }

  dispose(): void {
    this.#optimizer.dispose();
    // The momentum optimizer overrides the disposal of the learning rate without calling it.
    SGDOptimizer.prototype.dispose.call(this.#optimizer);
  }
}

function withDecay(gradient: Tensor, weights: Tensor, weightDecay: number): Tensor {
  return weightDecay > 0 ? add(gradient, mul(weights, weightDecay)) : gradient;
}

/** Scales all gradients by min(1, limit / norm), the norm taken over all of them together. */
function clipped(gradients: readonly NamedTensor[], limit: number): NamedTensor[] {
  const norm = sqrt(addN(gradients.map(({ tensor }) => sum(square(tensor)))));
  const factor = minimum(1, div(limit, norm));
  return gradients.map(({ name, tensor }) => ({ name, tensor: mul(tensor, factor) }));
}
