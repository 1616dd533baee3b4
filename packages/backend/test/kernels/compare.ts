import * as tf from '@tensorflow/tfjs-core';
import { initBackend } from '../../src/index';
import { evaluate, expectClose, random, randomValues, toTensor, type Values } from '../support';

/** float32 on both sides: it covers the rounding of two different orders of summation. */
const tolerance = 5e-6;

type Inputs = Values[];
type Compute = (...inputs: tf.Tensor[]) => tf.Tensor;

/** Both backends that are compared. */
export async function startBoth(): Promise<void> {
  await initBackend({ backends: ['cpu'] });
  await initBackend({ backends: ['wasm'] });
}

/**
 * Compares the value and, where asked for, the gradients with respect to every input, where about a fraction `kept` of the
 * positions has a gradient.
 */
export async function compare(
  what: string,
  inputs: Inputs,
  compute: Compute,
  { gradients = true, next = random(99), kept = 1 } = {},
): Promise<void> {
  let dy: Values | undefined;
  const run = () => {
    const tensors = inputs.map((input) => toTensor(input));
    const y = compute(...tensors);
    if (!gradients) return [y];
    dy ??= maskPositions(next, randomValues(next, ...y.shape), kept);
    const { value, grads } = tf.valueAndGrads(compute)(tensors, toTensor(dy));
    return [value, ...grads];
  };
  const want = await evaluate('cpu', run);
  const got = await evaluate('wasm', run);
  for (const [index, values] of want.entries()) {
    expectClose(got[index]!, values, tolerance, `${what}: ${index === 0 ? 'value' : `gradient ${index}`}`);
  }
}

function maskPositions(next: () => number, dy: Values, kept: number): Values {
  const channels = dy.shape.at(-1) ?? 1;
  for (let i = 0; i < dy.values.length; i += channels) {
    if ((next() + 1) / 2 >= kept) dy.values.fill(0, i, i + channels);
  }
  return dy;
}

/** Fractions of positions that have a gradient, taken in turns. */
export const fractions = [1, 0.5, 0.1, 0];
