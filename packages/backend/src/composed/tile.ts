import type { KernelFunc, TensorInfo, TileAttrs } from '@tensorflow/tfjs-core';
import { kernelFunc } from '../tfjs/kernel-func';
import { floats } from '../tfjs/wasm-backend';
import { expand } from './expand';

/** Repetition along axes, also behind broadcastTo and upsampling; tfjs's wasm kernel looks up value by value. */
export function tile(stock: KernelFunc): KernelFunc {
  return kernelFunc<'x', TileAttrs>((call) => {
    const { inputs, attrs, backend } = call;
    const { x } = inputs;
    if (x.dtype !== 'float32') return stock(call);
    const out: TensorInfo = backend.makeOutput(
      x.shape.map((size, axis) => size * attrs.reps[axis]!),
      'float32',
    );
    // Each axis of size s repeated r times is a pair of axes (r, s), of which the first is broadcast.
    const from = x.shape.flatMap((size) => [1, size]);
    const to = x.shape.flatMap((size, axis) => [attrs.reps[axis]!, size]);
    expand(floats(backend, x), from, floats(backend, out), to);
    return out;
  });
}
