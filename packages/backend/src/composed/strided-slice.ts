import {
  type KernelFunc,
  type NamedAttrMap,
  type StridedSliceAttrs,
  slice_util,
  type TensorInfo,
} from '@tensorflow/tfjs-core';

/**
 * Strided slices that pick single indices (`shrinkAxisMask`, a[3, ::2]) or nothing: beside single indices, tfjs's kernels take the
 * begins and strides of other axes; of an empty range they take the rest of the axis. Here the picked axes stay for the slice,
 * with one index each, and go afterwards; an empty range begins where it ends.
 */
export function stridedSlice(stock: KernelFunc): KernelFunc {
  return (call) => {
    const attrs = call.attrs as unknown as StridedSliceAttrs;
    const { shape } = (call.inputs as Record<'x', TensorInfo>).x;
    const { begin, end, strides, finalShape } = slice_util.sliceInfo(
      shape,
      attrs.begin,
      attrs.end,
      attrs.strides,
      attrs.beginMask,
      attrs.endMask,
      attrs.ellipsisMask,
      attrs.newAxisMask,
      attrs.shrinkAxisMask,
    );
    if (!attrs.shrinkAxisMask && !finalShape.includes(0)) return stock(call);
    let endMask = 0;
    strides.forEach((stride, axis) => {
      if ((end[axis]! - begin[axis]!) * stride <= 0) begin[axis] = end[axis] = 0;
      // Backwards to before the first value; -1 would be the last one.
      else if (end[axis]! < 0) endMask |= 1 << axis;
    });
    const masks = { beginMask: 0, endMask, ellipsisMask: 0, newAxisMask: 0, shrinkAxisMask: 0 };
    const ranges = { begin, end, strides, ...masks } as unknown as NamedAttrMap;
    const out = stock({ ...call, attrs: ranges }) as TensorInfo;
    return { ...out, shape: finalShape };
  };
}
