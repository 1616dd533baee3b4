import {
  add,
  Cumprod,
  Cumsum,
  cumprod,
  cumsum,
  DepthToSpace,
  Diag,
  eye,
  FlipLeftRight,
  image,
  mul,
  reshape,
  reverse,
  stack,
  sum,
  type Tensor,
  type Tensor4D,
  Tile,
  transpose,
  unstack,
  util,
  zeros,
} from '@tensorflow/tfjs-core';
import { setGradient } from './set-gradient';

/** Gradients that tfjs lacks, or has wrong, of operations that move or repeat values, and of cumulative sums and products. */
export function registerRearrangementGradients(): void {
  setGradient(FlipLeftRight, [], (dy: Tensor) => ({ image: () => image.flipLeftRight(dy as Tensor4D) }));
  setGradient(Diag, ['x'], (dy: Tensor, [x]) => ({
    x: () => {
      const size = util.sizeFromShape(x!.shape);
      return reshape(sum(mul(reshape(dy, [size, size]), eye(size)), 1), x!.shape);
    },
  }));
  setGradient(DepthToSpace, ['x'], (dy: Tensor, [x], attrs) => ({
    x: () => {
      const { blockSize: block, dataFormat } = attrs as { blockSize: number; dataFormat: 'NHWC' | 'NCHW' };
      const shape = dy.shape as [number, number, number, number];
      if (dataFormat === 'NCHW') {
        const [batch, depth, height, width] = shape;
        const blocks = reshape(dy, [batch, depth, height / block, block, width / block, block]);
        return reshape(transpose(blocks, [0, 3, 5, 1, 2, 4]), x!.shape);
      }
      const [batch, height, width, depth] = shape;
      const blocks = reshape(dy, [batch, height / block, block, width / block, block, depth]);
      return reshape(transpose(blocks, [0, 1, 3, 2, 4, 5]), x!.shape);
    },
  }));
  // tfjs's swaps axes afterwards, unless it is the last one that is summed over.
  setGradient(Cumsum, [], (dy: Tensor, _, attrs) => {
    const { axis, exclusive, reverse } = attrs as { axis: number; exclusive: boolean; reverse: boolean };
    return { x: () => cumsum(dy, axis, exclusive, !reverse) };
  });
  // tfjs has it up to four axes.
  setGradient(Tile, ['x'], (dy: Tensor, [x], attrs) => ({
    x: () => sumsOfRepeats(dy, x!.shape, attrs['reps'] as number[]),
  }));
  setGradient(Cumprod, ['x'], (dy: Tensor, [x], attrs) => ({
    x: () => {
      const {
        axis,
        exclusive,
        reverse: backward,
      } = attrs as { axis: number; exclusive: boolean; reverse: boolean };
      const turn = (tensor: Tensor) => (backward ? reverse(tensor, axis) : tensor);
      return turn(cumulativeProductGradient(turn(dy), turn(x!), axis, exclusive));
    },
  }));
}

/**
 * y_k = product of x_j for j <= k has dx_i = P_i S_i, with P_i the product of all x before i and S_i = dy_i + x_(i+1) S_(i+1): no
 * division, so that zeros are right. Exclusive, y_(k+1) is that y_k.
 */
function cumulativeProductGradient(dy: Tensor, x: Tensor, axis: number, exclusive: boolean): Tensor {
  const [values, gradients] = [unstack(x, axis), unstack(dy, axis)];
  const count = values.length;
  const later = exclusive ? [...gradients.slice(1), zeros(gradients[0]!.shape)] : gradients;
  const sums: Tensor[] = [];
  for (let i = count - 1; i >= 0; i--) {
    const next = sums[0];
    sums.unshift(next ? add(later[i]!, mul(values[i + 1]!, next)) : later[i]!);
  }
  return mul(cumprod(x, axis, true), stack(sums, axis));
}

/** The sum of all repeats of a tensor of this shape, one axis after another. */
function sumsOfRepeats(repeated: Tensor, shape: number[], reps: number[]): Tensor {
  if (repeated.size === 0) return zeros(shape);
  let [sums, rows] = [repeated, 1];
  shape.forEach((size, axis) => {
    if (reps[axis] !== 1) sums = sum(reshape(sums, [rows, reps[axis]!, -1]), 1);
    rows *= size;
  });
  return reshape(sums, shape);
}
