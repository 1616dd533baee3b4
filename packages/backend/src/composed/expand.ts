import { util } from '@tensorflow/tfjs-core';

/**
 * Repeats `from` along its axes of size 1 until it has the shape `toShape` of the same rank (or a higher one, the
 * missing leading axes being of size 1), in row-major order.
 */
export function expand(from: Float32Array, fromShape: number[], to: Float32Array, toShape: number[]): void {
  const offset = toShape.length - fromShape.length;
  const strides = [...util.computeStrides(fromShape), 1];
  const step = toShape.map((_, axis) =>
    axis < offset || fromShape[axis - offset] === 1 ? 0 : strides[axis - offset]!,
  );
  const leading = step.findIndex((value) => value !== 0);
  const block = leading < 0 ? 1 : util.sizeFromShape(toShape.slice(leading));
  if (leading < 0) to[0] = from[0]!;
  else expandBlock(from, to, toShape.slice(leading), step.slice(leading));
  // Along the leading axes whole blocks repeat: copy what is there behind itself, twice as much each time.
  for (let filled = block; filled < to.length; filled *= 2) {
    to.copyWithin(filled, 0, Math.min(filled, to.length - filled));
  }
}

function expandBlock(from: Float32Array, to: Float32Array, shape: number[], step: number[]): void {
  const last = shape.length - 1;
  const width = shape[last]!;
  const stepInside = step[last]!;
  const index = new Array<number>(last).fill(0);
  const size = util.sizeFromShape(shape);
  for (let at = 0, source = 0; at < size; at += width) {
    for (let i = 0; i < width; i++) to[at + i] = from[source + i * stepInside]!;
    for (let axis = last - 1; axis >= 0; axis--) {
      source += step[axis]!;
      if (++index[axis]! < shape[axis]!) break;
      source -= step[axis]! * shape[axis]!;
      index[axis] = 0;
    }
  }
}
