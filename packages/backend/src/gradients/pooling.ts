import {
  AvgPool,
  backend_util,
  MaxPool,
  type MaxPoolAttrs,
  type NamedAttrMap,
  type Tensor,
} from '@tensorflow/tfjs-core';
import { wrapGradient } from './wrap-gradient';

/**
 * The gradients of pooling whose windows reach beyond the image and its padding, as `dimRoundingMode` 'ceil' and 'round' let
 * them: tfjs's drop the mode. The same windows come of a longer padding.
 */
export function registerPoolingGradients(): void {
  for (const kernelName of [AvgPool, MaxPool]) {
    wrapGradient(
      kernelName,
      (stock) => (dy, saved, attrs) => stock(dy, saved, longerPadding(saved[0]!, attrs)),
    );
  }
}

function longerPadding(x: Tensor, attrs: NamedAttrMap): NamedAttrMap {
  const { filterSize, strides, pad, dimRoundingMode, ...others } = attrs as unknown as MaxPoolAttrs;
  if (!dimRoundingMode) return attrs;
  const shape = x.shape as [number, number, number, number];
  const info = backend_util.computePool2DInfo(shape, filterSize, strides, 1, pad, dimRoundingMode);
  const { outHeight, outWidth, strideHeight, strideWidth, filterHeight, filterWidth, padInfo } = info;
  const below = (outHeight - 1) * strideHeight + filterHeight - info.inHeight - padInfo.top;
  const beside = (outWidth - 1) * strideWidth + filterWidth - info.inWidth - padInfo.left;
  const longer = [
    [0, 0],
    [padInfo.top, Math.max(below, 0)],
    [padInfo.left, Math.max(beside, 0)],
    [0, 0],
  ];
  return { ...others, filterSize, strides, pad: longer } as unknown as NamedAttrMap;
}
