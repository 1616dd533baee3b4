import {
  type AvgPool3DGradAttrs,
  type AvgPoolGradAttrs,
  backend_util,
  type KernelFunc,
  mul,
  type NamedAttrMap,
  type Tensor,
  type TensorInfo,
  tensor,
  tidy,
} from '@tensorflow/tfjs-core';

/** Gradient of 2D average pooling; see {@link exactAveragePoolGrad}. */
export function avgPoolGrad(stock: KernelFunc): KernelFunc {
  return exactAveragePoolGrad(stock, (shape, attrs) => {
    const { filterSize, strides, pad } = attrs as unknown as AvgPoolGradAttrs;
    const x = shape as [number, number, number, number];
    const info = backend_util.computePool2DInfo(x, filterSize, strides, 1, pad);
    const { filterHeight, filterWidth, strideHeight, strideWidth, padInfo } = info;
    return [
      { window: filterHeight, stride: strideHeight, before: padInfo.top },
      { window: filterWidth, stride: strideWidth, before: padInfo.left },
    ];
  });
}

/** Gradient of 3D average pooling; see {@link exactAveragePoolGrad}. */
export function avgPool3DGrad(stock: KernelFunc): KernelFunc {
  return exactAveragePoolGrad(stock, (shape, attrs) => {
    const { filterSize, strides, pad, dimRoundingMode } = attrs as unknown as AvgPool3DGradAttrs;
    const x = shape as [number, number, number, number, number];
    const info = backend_util.computePool3DInfo(x, filterSize, strides, 1, pad, dimRoundingMode);
    const { filterDepth, filterHeight, filterWidth, strideDepth, strideHeight, strideWidth, padInfo } = info;
    return [
      { window: filterDepth, stride: strideDepth, before: padInfo.front },
      { window: filterHeight, stride: strideHeight, before: padInfo.top },
      { window: filterWidth, stride: strideWidth, before: padInfo.left },
    ];
  });
}

/** The windows along one pooled axis. */
interface Windows {
  window: number;
  stride: number;
  before: number;
}

/**
 * Average pooling divides by the number of cells of the window that lie inside of x; tfjs's gradient divides by the
 * size of the whole window, on every backend. Scaling dy by size / inside first makes it exact.
 *
 * This is a kernel and not a gradient because importing tfjs-layers registers all gradients of tfjs once more.
 */
function exactAveragePoolGrad(
  stock: KernelFunc,
  windows: (shape: number[], attrs: NamedAttrMap) => Windows[],
): KernelFunc {
  return ({ inputs, attrs, backend }) => {
    const { dy, input } = inputs as unknown as Record<'dy' | 'input', Tensor>;
    const scaled = tidy(() =>
      windows(input.shape, attrs!).reduce((partly, axis, index) => {
        const count = dy.shape[index + 1]!;
        const scale = sizeOverInside(axis, count, input.shape[index + 1]!);
        if (scale.every((value) => value === 1)) return partly;
        const shape = dy.shape.map((_, dimension) => (dimension === index + 1 ? count : 1));
        return mul(partly, tensor(scale, shape));
      }, dy),
    );
    const dx = stock({ inputs: { dy: scaled, input }, attrs: attrs!, backend }) as TensorInfo;
    if (scaled !== dy) scaled.dispose();
    return dx;
  };
}

function sizeOverInside({ window, stride, before }: Windows, count: number, size: number): number[] {
  return Array.from({ length: count }, (_, index) => {
    const start = index * stride - before;
    return window / (Math.min(start + window, size) - Math.max(start, 0));
  });
}
