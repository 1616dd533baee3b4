import { util } from '@tensorflow/tfjs-core';

/**
 * Repeats `from` along its axes of size 1 until it has the shape `toShape` of the same rank (or a higher one, the
 * missing leading axes being of size 1), in row-major order.
 */
export function expand(from: Float32Array, fromShape: number[], to: Float32Array, toShape: number[]): void {
  const strides = util.computeStrides(fromShape).concat(1);
  const offset = toShape.length - fromShape.length;
  const step = toShape.map((_, axis) =>
    axis < offset || fromShape[axis - offset] === 1 ? 0 : strides[axis - offset]!,
  );
  const last = toShape.length - 1;
  const width = toShape[last] ?? 1;
  const stepInside = step[last] ?? 0;
  const index = new Array<number>(Math.max(last, 0)).fill(0);
  const size = util.sizeFromShape(toShape);
  for (let at = 0, source = 0; at < size; at += width) {
    for (let i = 0; i < width; i++) to[at + i] = from[source + i * stepInside]!;
    for (let axis = last - 1; axis >= 0; axis--) {
      source += step[axis]!;
      if (++index[axis]! < toShape[axis]!) break;
      source -= step[axis]! * toShape[axis]!;
      index[axis] = 0;
    }
  }
}
