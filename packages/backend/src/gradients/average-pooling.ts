import {
  AvgPool,
  AvgPool3D,
  type AvgPool3DAttrs,
  type AvgPoolAttrs,
  backend_util,
  type GradFunc,
  mul,
  type NamedAttrMap,
  type Tensor,
  tensor,
} from '@tensorflow/tfjs-core';
import { wrapGradient } from './wrap-gradient';

/**
 * Average pooling divides by the number of cells of the window that lie inside of x, its gradient in tfjs by the
 * size of the whole window. Scaling dy by size / inside first makes the gradient exact under every padding.
 */
export function registerAveragePoolingGradients(): void {
  wrapGradient(AvgPool, (stock) => scaled(stock, windows2D));
  wrapGradient(AvgPool3D, (stock) => scaled(stock, windows3D));
}

/** The windows along one pooled axis. */
interface Windows {
  size: number;
  count: number;
  stride: number;
  window: number;
  before: number;
}

function scaled(stock: GradFunc, windows: (x: Tensor, attrs: NamedAttrMap) => Windows[]): GradFunc {
  return (dy, saved, attrs) => {
    const x = saved[0]!;
    const axes = windows(x, attrs);
    const scaledDy = axes.reduce((scaledBefore, axis, index) => {
      const scale = sizeOverInside(axis);
      if (scale.every((value) => value === 1)) return scaledBefore;
      const shape = x.shape.map((_, dimension) => (dimension === index + 1 ? axis.count : 1));
      return mul(scaledBefore, tensor(scale, shape));
    }, dy as Tensor);
    return stock(scaledDy, saved, attrs);
  };
}

function sizeOverInside({ size, count, stride, window, before }: Windows): number[] {
  return Array.from({ length: count }, (_, index) => {
    const start = index * stride - before;
    return window / (Math.min(start + window, size) - Math.max(start, 0));
  });
}

function windows2D(x: Tensor, attrs: NamedAttrMap): Windows[] {
  const { filterSize, strides, pad, dimRoundingMode } = attrs as unknown as AvgPoolAttrs;
  const shape = x.shape as [number, number, number, number];
  const info = backend_util.computePool2DInfo(shape, filterSize, strides, 1, pad, dimRoundingMode);
  const { inHeight, inWidth, outHeight, outWidth, strideHeight, strideWidth, filterHeight, filterWidth } =
    info;
  const { top, left } = info.padInfo;
  return [
    { size: inHeight, count: outHeight, stride: strideHeight, window: filterHeight, before: top },
    { size: inWidth, count: outWidth, stride: strideWidth, window: filterWidth, before: left },
  ];
}

function windows3D(x: Tensor, attrs: NamedAttrMap): Windows[] {
  const { filterSize, strides, pad, dimRoundingMode } = attrs as unknown as AvgPool3DAttrs;
  const shape = x.shape as [number, number, number, number, number];
  const info = backend_util.computePool3DInfo(shape, filterSize, strides, 1, pad, dimRoundingMode);
  const { inDepth, outDepth, strideDepth, filterDepth } = info;
  const { inHeight, inWidth, outHeight, outWidth, strideHeight, strideWidth, filterHeight, filterWidth } =
    info;
  const { front, top, left } = info.padInfo;
  return [
    { size: inDepth, count: outDepth, stride: strideDepth, window: filterDepth, before: front },
    { size: inHeight, count: outHeight, stride: strideHeight, window: filterHeight, before: top },
    { size: inWidth, count: outWidth, stride: strideWidth, window: filterWidth, before: left },
  ];
}
