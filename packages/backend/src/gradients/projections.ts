import {
  add,
  broadcastTo,
  clipByValue,
  div,
  floor,
  greater,
  image as images,
  less,
  mul,
  neg,
  RotateWithOffset,
  type RotateWithOffsetAttrs,
  range,
  reshape,
  split,
  stack,
  sub,
  type Tensor,
  type Tensor2D,
  type Tensor4D,
  Transform,
  type TransformAttrs,
  tidy,
  tile,
  unstack,
  where,
} from '@tensorflow/tfjs-core';
import { type Places, putSamples } from './samples';
import { setGradient } from './set-gradient';

/**
 * The gradients of `image.transform` and `image.rotateWithOffset` by their images: what each value was taken from gets its share, to the
 * bit where it is the nearest pixel. TensorFlow transforms the gradient by the inverse instead, which is near it; like tfjs, it has none of
 * the transformations.
 */
export function registerProjectionGradients(): void {
  setGradient(Transform, ['image', 'transforms'], (dy: Tensor, [image, transforms], attrs) => ({
    image: () =>
      tidy(() => {
        const { interpolation, fillMode } = attrs as unknown as TransformAttrs;
        const [batch, height, width] = image!.shape as [number, number, number];
        const [, rows, columns] = dy.shape as [number, number, number];
        if (interpolation === 'nearest') {
          const all = tile(placesIn(height, width), [batch, 1, 1, 1]) as Tensor4D;
          const size: [number, number] = [rows, columns];
          const from = images.transform(all, transforms as Tensor2D, interpolation, fillMode, -1, size);
          return putSamples(dy, placesOf(from, batch), image!.shape);
        }
        const [y, x] = [reshape(range(0, rows), [1, rows, 1]), reshape(range(0, columns), [1, 1, columns])];
        const parts = split(reshape(transforms!, [-1, 1, 8]), 8, 2) as Tensor[];
        const linear = (at: number) => add(mul(parts[at]!, x), mul(parts[at + 1]!, y));
        const projection = add(linear(6), 1);
        const at = (first: number, size: number) =>
          beyondEdges(div(add(linear(first), parts[first + 2]!), projection), size, fillMode);
        const places = { image: ofEach(batch), row: at(3, height), column: at(0, width), interpolation };
        return putSamples(dy, places, image!.shape);
      }),
  }));
  setGradient(RotateWithOffset, ['image'], (dy: Tensor, [image], attrs) => ({
    image: () =>
      tidy(() => {
        const { radians, center } = attrs as unknown as RotateWithOffsetAttrs;
        const [batch, height, width] = image!.shape as [number, number, number];
        const from = images.rotateWithOffset(placesIn(height, width), radians, -1, center);
        return putSamples(dy, placesOf(from, batch), image!.shape);
      }),
  }));
}

/**
 * An image of the row and the column of each of its pixels: what becomes of it tells where each comes from; -1: from beyond. In two
 * channels, because float32 holds the sides of any image, but not the numbers of all its pixels.
 */
function placesIn(height: number, width: number): Tensor4D {
  const row = broadcastTo(reshape(range(0, height), [1, height, 1]), [1, height, width]);
  const column = broadcastTo(reshape(range(0, width), [1, 1, width]), [1, height, width]);
  return stack([row, column], 3) as Tensor4D;
}

function placesOf(from: Tensor, batch: number): Places {
  const [row, column] = unstack(from, 3) as [Tensor, Tensor];
  return { image: ofEach(batch), row, column, interpolation: 'nearest' };
}

/** The number of each image. */
function ofEach(batch: number): Tensor {
  return reshape(range(0, batch, 1, 'int32'), [-1, 1, 1]);
}

/** Which coordinate the fill mode takes for one that is not in [0, size). */
function beyondEdges(at: Tensor, size: number, mode: TransformAttrs['fillMode']): Tensor {
  const last = size - 1;
  if (mode === 'constant') return at;
  if (mode === 'nearest' || size === 1) return clipByValue(at, 0, last);
  const isBefore = less(at, 0);
  const laps = (length: number) => floor(div(where(isBefore, neg(at), at), length));
  if (mode === 'wrap') {
    const before = add(at, mul(size, add(laps(last), 1)));
    const behind = where(greater(at, last), sub(at, mul(size, laps(last))), at);
    return clipByValue(where(isBefore, before, behind), 0, last);
  }
  const twice = 2 * size;
  const shift = mul(twice, laps(twice));
  const near = where(isBefore, add(at, shift), sub(at, shift));
  const before = where(less(near, -size), add(near, twice), sub(neg(near), 1));
  const behind = where(less(near, size), near, sub(twice - 1, near));
  return clipByValue(where(isBefore, before, behind), 0, last);
}
