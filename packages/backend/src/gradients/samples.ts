import {
  add,
  cast,
  ceil,
  floor,
  gather,
  greaterEqual,
  less,
  logicalAnd,
  mul,
  reshape,
  scalar,
  scatterND,
  sub,
  type Tensor,
  where,
  zerosLike,
} from '@tensorflow/tfjs-core';

/** Where an operation takes values from a stack of images: image, row and column of each; broadcast together. */
export interface Places {
  /** int32. */
  image: Tensor;
  row: Tensor;
  column: Tensor;
  interpolation: 'bilinear' | 'nearest';
}

/** A pixel that a value is made of, by its number among those of all images, and its share; a share of 0 has any pixel. */
interface Pixel {
  index: Tensor;
  share: Tensor;
}

type Shape = readonly number[];

/** The gradient of the images from that of values that were taken from these places; places outside of an image took none. */
export function putSamples(dy: Tensor, places: Places, shape: Shape): Tensor {
  const [batch, height, width, channels] = shape as [number, number, number, number];
  const values = reshape(dy, [-1, channels]);
  const parts = pixels(places, shape).map(({ index, share }) =>
    scatterND(column(index), mul(values, column(share)), [batch * height * width, channels]),
  );
  return reshape(parts.reduce(add), [batch, height, width, channels]);
}

/** How fast the values change with their row and their column, for places that are interpolated. */
export function slopes(images: Tensor, places: Places): { row: Tensor; column: Tensor } {
  const { shape } = images;
  const lines = reshape(images, [-1, shape[3]!]);
  const [topLeft, topRight, bottomLeft, bottomRight] = pixels(places, shape).map(({ index }) =>
    reshape(gather(lines, reshape(index, [-1])), [...index.shape, shape[3]!]),
  ) as [Tensor, Tensor, Tensor, Tensor];
  const [down, right] = [fraction(places.row), fraction(places.column)].map((part) =>
    reshape(part, [...part.shape, 1]),
  ) as [Tensor, Tensor];
  return {
    row: between(sub(bottomLeft, topLeft), sub(bottomRight, topRight), right),
    column: between(sub(topRight, topLeft), sub(bottomRight, bottomLeft), down),
  };
}

/** From the top left in the order of reading; one for the nearest. */
function pixels({ image, row, column, interpolation }: Places, shape: Shape): Pixel[] {
  if (interpolation === 'nearest') return [pixel(image, round(row), round(column), scalar(1), shape)];
  const [down, right] = [fraction(row), fraction(column)];
  const [up, left] = [sub(1, down), sub(1, right)];
  return [
    pixel(image, floor(row), floor(column), mul(up, left), shape),
    pixel(image, floor(row), ceil(column), mul(up, right), shape),
    pixel(image, ceil(row), floor(column), mul(down, left), shape),
    pixel(image, ceil(row), ceil(column), mul(down, right), shape),
  ];
}

function pixel(image: Tensor, row: Tensor, column: Tensor, share: Tensor, shape: Shape): Pixel {
  const [batch, height, width] = shape as [number, number, number];
  const isInside = [isWithin(image, batch), isWithin(row, height), isWithin(column, width)].reduce((a, b) =>
    logicalAnd(a, b),
  );
  const line = add(mul(image, int(height)), cast(row, 'int32'));
  const index = add(mul(line, int(width)), cast(column, 'int32'));
  const whole = add(zerosLike(cast(index, 'float32')), share);
  return { index: where(isInside, index, zerosLike(index)), share: where(isInside, whole, zerosLike(whole)) };
}

function isWithin(at: Tensor, size: number): Tensor {
  const number = cast(at, 'float32');
  return logicalAnd(greaterEqual(number, 0), less(number, size));
}

/** As JavaScript rounds, which tfjs's kernels are written in. */
const round = (at: Tensor) => floor(add(at, 0.5));
const fraction = (at: Tensor) => sub(at, floor(at));
const column = (list: Tensor) => reshape(list, [-1, 1]);
const int = (value: number) => scalar(value, 'int32');
const between = (from: Tensor, to: Tensor, part: Tensor) => add(from, mul(sub(to, from), part));
