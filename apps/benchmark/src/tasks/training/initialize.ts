import { foldIn, integers, type Key, normal, uniform } from '@backdropjs/random';
import { tensor, tidy } from '@tensorflow/tfjs-core';
import type { Sequential } from '@tensorflow/tfjs-layers';

/**
 * `he-normal`: kernel N(0, 2 / fan_in), bias 0. `uniform`: kernel and bias U(-1/sqrt(fan_in), 1/sqrt(fan_in)),
 * as PyTorch's linear layers start.
 */
export type Initialization = 'he-normal' | 'uniform';

/** Sets the kernels and biases of a model's layers; each depends on the key and the layer's name only. */
export function initialize(
  model: Sequential,
  key: Key,
  { convolution, dense }: { convolution: Initialization; dense: Initialization },
): void {
  for (const layer of model.layers) {
    const kind = layer.getClassName();
    if (kind !== 'Conv2D' && kind !== 'Dense') continue;
    const draw = kind === 'Conv2D' ? convolution : dense;
    const [kernel, bias] = layer.getWeights().map(({ shape, size }) => ({ shape, size }));
    const fanIn = kernel!.size / bias!.size;
    const values = (part: string, size: number) =>
      drawValues(draw, foldIn(key, layer.name, part), fanIn, size);
    tidy(() =>
      layer.setWeights([
        tensor(values('kernel', kernel!.size), kernel!.shape),
        tensor(draw === 'he-normal' ? new Float32Array(bias!.size) : values('bias', bias!.size), bias!.shape),
      ]),
    );
  }
}

function drawValues(kind: Initialization, key: Key, fanIn: number, size: number): Float32Array {
  if (kind === 'he-normal') {
    const deviation = Math.sqrt(2 / fanIn);
    return normal(key, new Float32Array(size)).map((value) => value * deviation);
  }
  const bound = 1 / Math.sqrt(fanIn);
  return uniform(key, new Float32Array(size)).map((value) => (2 * value - 1) * bound);
}

/** A seed for what takes a number instead of a key. */
export function seedOf(key: Key): number {
  return integers(key, 0, Number.MAX_SAFE_INTEGER, new Float64Array(1))[0]!;
}
