import { util } from '@tensorflow/tfjs-core';

type Values = Float32Array | Int32Array | Uint8Array;

/** A corner inside of a row-major array of the given shape. */
export interface Corner {
  values: Values;
  shape: number[];
  begin: number[];
}

/** Copies the box of the given size at one corner to another array's corner. */
export function copyBox(from: Corner, to: Corner, size: number[]): void {
  // Trailing axes that the box spans in both arrays are one run of consecutive values, with the axis before them.
  let split = size.length - 1;
  while (split > 0 && size[split] === from.shape[split] && size[split] === to.shape[split]) split--;
  const run = util.sizeFromShape(size.slice(Math.max(split, 0)));
  if (util.sizeFromShape(size) === 0) return;
  const fromStrides = [...util.computeStrides(from.shape), 1];
  const toStrides = [...util.computeStrides(to.shape), 1];
  const dot = (begin: number[], strides: number[]) =>
    begin.reduce((sum, b, axis) => sum + b * strides[axis]!, 0);
  let source = dot(from.begin, fromStrides);
  let target = dot(to.begin, toStrides);
  const index = new Array<number>(Math.max(split, 0)).fill(0);
  for (;;) {
    copyRun(from.values, source, to.values, target, run);
    let axis = split - 1;
    for (; axis >= 0; axis--) {
      source += fromStrides[axis]!;
      target += toStrides[axis]!;
      if (++index[axis]! < size[axis]!) break;
      source -= fromStrides[axis]! * size[axis]!;
      target -= toStrides[axis]! * size[axis]!;
      index[axis] = 0;
    }
    if (axis < 0) return;
  }
}

/** A loop beats the fixed cost of `set` on short runs. */
function copyRun(from: Values, source: number, to: Values, target: number, run: number): void {
  if (run > 48) to.set(from.subarray(source, source + run), target);
  else for (let i = 0; i < run; i++) to[target + i] = from[source + i]!;
}
