import {
  add,
  CropAndResize,
  type CropAndResizeAttrs,
  cast,
  expandDims,
  greaterEqual,
  lessEqual,
  mul,
  reshape,
  stack,
  sub,
  sum,
  type Tensor,
  tensor1d,
  tidy,
  unstack,
  zerosLike,
} from '@tensorflow/tfjs-core';
import { type Places, putSamples, slopes } from './samples';
import { setGradient } from './set-gradient';

/**
 * The gradients of `cropAndResize` by its images and its boxes, as TensorFlow has them: each pixel of a crop is a mean of up to four
 * of its image, in proportion to how near they are. What is beyond the image has none; nor have boxes by the method `nearest`, whose
 * crops do not change with them, where TensorFlow takes those of `bilinear`.
 */
export function registerCroppingGradient(): void {
  setGradient(CropAndResize, ['image', 'boxes', 'boxInd'], (dy: Tensor, [image, boxes, boxInd], attrs) => {
    const { cropSize, method } = attrs as unknown as CropAndResizeAttrs;
    const [, height, width] = image!.shape as [number, number, number];
    const crops = () => {
      const [top, left, bottom, right] = unstack(boxes!, 1) as [Tensor, Tensor, Tensor, Tensor];
      const rows = along(top, bottom, height, cropSize[0]);
      const columns = along(left, right, width, cropSize[1]);
      const places: Places = {
        image: reshape(boxInd!, [-1, 1, 1]),
        row: expandDims(rows.at, 2),
        column: expandDims(columns.at, 1),
        interpolation: method,
      };
      // A row that begins beyond the image is not interpolated with its edge.
      const isInside = mul(expandDims(rows.isInside, 2), expandDims(columns.isInside, 1));
      return { places, rows, columns, inner: mul(dy, expandDims(isInside, 3)) };
    };
    return {
      image: () =>
        tidy(() => {
          const { places, inner } = crops();
          return putSamples(inner, places, image!.shape);
        }),
      boxes: () =>
        tidy(() => {
          if (method === 'nearest') return zerosLike(boxes!);
          const { places, rows, columns, inner } = crops();
          const slope = slopes(image!, places);
          const byRow = sum(mul(inner, slope.row), [2, 3]);
          const byColumn = sum(mul(inner, slope.column), [1, 3]);
          const ends = [rows.start, columns.start, rows.end, columns.end];
          return stack(
            ends.map((end, i) => sum(mul(i % 2 === 0 ? byRow : byColumn, end), 1)),
            1,
          );
        }),
    };
  });
}

/**
 * Where the positions of a crop lie along one axis of the image, from a box of [start, end] of its length: for each box a list; whether
 * that is inside; and how fast it changes with the start and the end.
 */
function along(start: Tensor, end: Tensor, size: number, count: number) {
  const last = size - 1;
  const part = tensor1d(Array.from({ length: count }, (_, i) => (count > 1 ? i / (count - 1) : 0.5)));
  const rest = sub(1, part);
  // Exactly an end where it is one: beside the image is no gradient.
  const at = mul(add(mul(expandDims(start, 1), rest), mul(expandDims(end, 1), part)), last);
  const isInside = mul(cast(greaterEqual(at, 0), 'float32'), cast(lessEqual(at, last), 'float32'));
  return { at, isInside, start: mul(rest, last), end: mul(part, last) };
}
