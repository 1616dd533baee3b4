import { Tensor } from '@tensorflow/tfjs-core';
import { type Check, check } from '../check';

const tensor: Check = ['a tensor', (value) => Object(value) === value && value instanceof Tensor];

/** Throws unless each of these arguments, by name, is a tensor. */
export function checkTensors(fn: string, tensors: Readonly<Record<string, unknown>>): void {
  for (const name in tensors) check(fn, name, tensors[name], tensor);
}
