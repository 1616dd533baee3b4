import {
  engine,
  eye,
  image,
  matMul,
  ResizeBilinear,
  type ResizeBilinearAttrs,
  ResizeNearestNeighbor,
  reshape,
  type Tensor,
  type Tensor4D,
  tidy,
} from '@tensorflow/tfjs-core';
import { wrapGradient } from './wrap-gradient';

/**
 * The gradients of resizing where tfjs's are wrong: with `halfPixelCenters` and, of one row or column, `alignCorners` everywhere, and on cpu for more than one image or
 * for those that are not square. Resizing is linear, first along one axis, then along the other: y = R x C^T; so dx = R^T dy C,
 * and resizing the identity matrix gives R and C.
 */
export function registerResizingGradients(): void {
  for (const [kernelName, resize] of [
    [ResizeBilinear, image.resizeBilinear],
    [ResizeNearestNeighbor, image.resizeNearestNeighbor],
  ] as const) {
    wrapGradient(kernelName, (stock) => (dy, saved, attrs) => {
      const { alignCorners, halfPixelCenters } = attrs as unknown as ResizeBilinearAttrs;
      if (!halfPixelCenters && !alignCorners && engine().backendName !== 'cpu')
        return stock(dy, saved, attrs);
      const matrix = (from: number, to: number) => {
        const columns = reshape(eye(from), [1, from, 1, from]) as Tensor4D;
        return reshape(resize(columns, [to, 1], alignCorners, halfPixelCenters), [to, from]);
      };
      return { images: () => tidy(() => transposed(dy as Tensor, saved[0]!.shape, matrix)) };
    });
  }
}

function transposed(dy: Tensor, [batch, height, width, channels]: number[], matrix: Matrix): Tensor {
  const [, rows, columns] = dy.shape as [number, number, number];
  const alongRows = matMul(matrix(height!, rows), reshape(dy, [batch!, rows, columns * channels!]), true);
  const lines = reshape(alongRows, [batch! * height!, columns, channels!]);
  return reshape(matMul(matrix(width!, columns), lines, true), [batch!, height!, width!, channels!]);
}

type Matrix = (from: number, to: number) => Tensor;
