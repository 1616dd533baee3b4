import * as tf from '@tensorflow/tfjs-core';
import { heapKernels } from '../../src/heap/heap-kernels';
import { lacksGradient } from '../../src/requirements/training';
import { isOurs } from '../../src/tfjs/origin';

const list = (names: string[]) =>
  names
    .sort()
    .map((name) => `\`${name}\``)
    .join(', ');

/** Every kernel that the completed wasm backend has, by whose it is, as the documentation lists them. */
export function kernelList(): string {
  const all = tf.getKernelsForBackend('wasm');
  const ours = all.filter(isOurs).map(({ kernelName }) => kernelName);
  const onHeap = ours.filter((name) => name in heapKernels);
  const others = ours.filter((name) => !(name in heapKernels));
  return [
    `Of the ${all.length} kernels that wasm then has, ${onHeap.length} run on this package's WebAssembly, where a call is one that it takes:`,
    `${list(onHeap)}.`,
    '',
    `${others.length} are tfjs's or cpu's kernels, called in another way or put together: ${list(others)}. The other ${all.length - ours.length} are tfjs's own; inputs that`,
    "these get wrong take cpu's.",
  ].join('\n');
}

/** The kernels that training stops at. */
export function withoutGradient(): string[] {
  return tf
    .getKernelsForBackend('wasm')
    .map(({ kernelName }) => kernelName)
    .filter(lacksGradient)
    .sort();
}
