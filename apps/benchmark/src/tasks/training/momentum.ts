import {
  add,
  addN,
  div,
  minimum,
  mul,
  type NamedTensorMap,
  type Scalar,
  sqrt,
  square,
  sum,
  type Tensor,
  tensor,
  tidy,
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

/** Turns the gradients of the variables, by name, into others. */
export type ChangeGradients = (gradients: NamedTensorMap) => NamedTensorMap;

/**
 * Stochastic gradient descent with momentum in PyTorch's form: v = momentum v + g; w -= learningRate v.
 *
 * Computed in float32 outside tfjs, which would take four kernel calls for each of many small tensors; same bits.
 */
export class MomentumTrainer {
  readonly variables: readonly Variable[];
  /** Of the variables, in their order. */
  readonly velocities: readonly Float32Array[];
  readonly #config: MomentumConfig;

  constructor(model: LayersModel, config: MomentumConfig) {
    this.variables = model.trainableWeights.map((weight) => weight.read() as Variable);
    this.velocities = this.variables.map(({ size }) => new Float32Array(size));
    this.#config = config;
  }

  /** One step down the gradient of `loss`, first changed by `change`. */
  step(loss: () => Scalar, learningRate: number, change: ChangeGradients = (gradients) => gradients): void {
    const { momentum, clipNorm = null, weightDecay = 0 } = this.#config;
    tidy(() => {
      const grads = change(variableGrads(loss, [...this.variables]).grads);
      let gradients = this.variables.map((weights) => withDecay(grads[weights.name]!, weights, weightDecay));
      if (clipNorm !== null) gradients = clipped(gradients, clipNorm);
      this.variables.forEach((weights, index) => {
        const velocity = this.velocities[index]!;
        accelerate(velocity, gradients[index]!.dataSync<'float32'>(), momentum);
        weights.assign(tensor(moved(weights.dataSync<'float32'>(), velocity, learningRate), weights.shape));
      });
    });
  }
}

function accelerate(velocity: Float32Array, gradient: Float32Array, momentum: number): void {
  const factor = Math.fround(momentum);
  for (let i = 0; i < velocity.length; i++) {
    velocity[i] = Math.fround(factor * velocity[i]!) + gradient[i]!;
  }
}

function moved(weights: Float32Array, velocity: Float32Array, learningRate: number): Float32Array {
  const factor = Math.fround(learningRate);
  const result = new Float32Array(weights.length);
  for (let i = 0; i < result.length; i++) result[i] = weights[i]! - Math.fround(factor * velocity[i]!);
  return result;
}

function withDecay(gradient: Tensor, weights: Tensor, weightDecay: number): Tensor {
  return weightDecay > 0 ? add(gradient, mul(weights, weightDecay)) : gradient;
}

/** Scales all gradients by min(1, limit / norm), the norm taken over all of them together. */
function clipped(gradients: readonly Tensor[], limit: number): Tensor[] {
  const norm = sqrt(addN(gradients.map((gradient) => sum(square(gradient)))));
  const factor = minimum(1, div(limit, norm));
  return gradients.map((gradient) => mul(gradient, factor));
}
