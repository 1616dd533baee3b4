import { initBackend, requireKernels } from '@backdropjs/backend';
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import { conv2d, grads, mul, sum, tensor4d } from '@tensorflow/tfjs-core';

export const wave = (length, shape) =>
  tensor4d(
    Array.from({ length }, (_, i) => Math.sin(i)),
    shape,
  );

/** Starts tfjs's wasm backend; in a browser its binaries lie where the page says. */
export async function start() {
  if (globalThis.wasmPaths) setWasmPaths(globalThis.wasmPaths);
  const { name, simd } = await initBackend({ backends: ['wasm'] });
  const expected = !globalThis.withoutSimd;
  if (name !== 'wasm' || simd !== expected)
    throw new Error(`the backend must be wasm, simd ${expected}, got ${name}, ${simd}`);
}

export async function backend() {
  await start();
  requireKernels(['Conv2D', 'Conv2DBackpropFilter']);
  // A mask on the gradient of the convolution, as the operator puts it there.
  const mask = tensor4d([0, 1, 1, 0, 1, 0, 0, 1, 1], [1, 3, 3, 1]);
  const [image, filter] = [wave(25, [1, 5, 5, 1]), wave(9, [3, 3, 1, 1])];
  const [, byFilter] = grads((x, w) => sum(mul(conv2d(x, w, 1, 'valid'), mask)))([image, filter]);
  return { gradient: [...(await byFilter.data())] };
}
