import {
  add,
  divNoNan,
  expandDims,
  GatherNd,
  gather,
  gatherND,
  MaxPoolWithArgmax,
  mul,
  ones,
  range,
  reshape,
  ScatterNd,
  SparseSegmentMean,
  SparseSegmentSum,
  SparseToDense,
  StridedSlice,
  type StridedSliceAttrs,
  scalar,
  scatterND,
  slice_util,
  sub,
  sum,
  type Tensor,
  TensorScatterUpdate,
  TopK,
  tensor1d,
  tensorScatterUpdate,
  util,
  zerosLike,
} from '@tensorflow/tfjs-core';
import { setGradient } from './set-gradient';

/**
 * Operations that pick values of a tensor, or put them into one: the gradient of what is picked goes back to its place, that
 * of what is put somewhere is read there. tfjs has no gradients for them.
 */
export function registerSelectionGradients(): void {
  setGradient(
    TopK,
    { inputsToSave: ['x'], outputsToSave: [false, true] },
    ([dValues]: Tensor[], [x, indices]) => ({
      x: () => {
        const size = x!.shape.at(-1)!;
        return putBack(dValues!, inRows(indices!, size), x!.shape);
      },
    }),
  );
  setGradient(
    MaxPoolWithArgmax,
    { inputsToSave: ['x'], outputsToSave: [false, true] },
    ([dMaxima]: Tensor[], [x, indices], attrs) => ({
      x: () => {
        const [batch, ...image] = x!.shape as [number, ...number[]];
        const rows = reshape(indices!, [batch, -1]);
        const flat = attrs['includeBatchInIndex'] ? rows : inRows(rows, util.sizeFromShape(image));
        return putBack(dMaxima!, flat, x!.shape);
      },
    }),
  );
  setGradient(GatherNd, ['params', 'indices'], (dy: Tensor, [params, indices]) => ({
    params: () => scatterND(indices!, dy, params!.shape),
  }));
  setGradient(ScatterNd, ['indices'], (dy: Tensor, [indices]) => ({ updates: () => gatherND(dy, indices!) }));
  setGradient(TensorScatterUpdate, ['indices', 'updates'], (dy: Tensor, [indices, updates]) => ({
    tensor: () => tensorScatterUpdate(dy, indices!, zerosLike(updates!)),
    updates: () => gatherND(dy, indices!),
  }));
  setGradient(SparseToDense, ['sparseIndices', 'sparseValues'], (dy: Tensor, [indices, values]) => {
    const read = () => {
      const rank = dy.shape.length;
      const places = reshape(indices!, [-1, indices!.shape.length === 2 ? indices!.shape[1]! : rank]);
      return gatherND(dy, places);
    };
    return {
      sparseValues: () => (values!.shape.length === 0 ? sum(read()) : reshape(read(), values!.shape)),
      defaultValue: () => sub(sum(dy), sum(read())),
    };
  });
  setGradient(StridedSlice, ['x'], (dy: Tensor, [x], attrs) => ({
    x: () =>
      putBack(dy, tensor1d(positions(x!.shape, attrs as unknown as StridedSliceAttrs), 'int32'), x!.shape),
  }));
  for (const [kernelName, isMean] of [
    [SparseSegmentSum, false],
    [SparseSegmentMean, true],
  ] as const) {
    setGradient(kernelName, ['data', 'indices', 'segmentIds'], (dy: Tensor, [data, indices, segmentIds]) => ({
      data: () => {
        const [from, to] = [column(indices!), column(segmentIds!)];
        const counts = () => scatterND(to, ones([segmentIds!.shape[0]!]), [dy.shape[0]!]);
        const shares = isMean ? divNoNan(dy, reshape(counts(), [-1, ...dy.shape.slice(1).fill(1)])) : dy;
        return scatterND(from, gather(shares, segmentIds!), data!.shape);
      },
    }));
  }
}

/** A tensor of this shape that has the sums of the values at their places, indices into all of it, and zero elsewhere. */
function putBack(values: Tensor, places: Tensor, shape: number[]): Tensor {
  return reshape(scatterND(column(places), reshape(values, [-1]), [util.sizeFromShape(shape)]), shape);
}

/** Numbers as a list of indices of one dimension. */
function column(indices: Tensor): Tensor {
  return reshape(indices, [-1, 1]);
}

/** Indices into rows of this size as indices into all rows together. */
function inRows(indices: Tensor, size: number): Tensor {
  const rows = reshape(indices, [-1, indices.shape.at(-1)!]);
  return add(rows, expandDims(mul(range(0, rows.shape[0]!, 1, 'int32'), scalar(size, 'int32')), 1));
}

/** Where in x each value of a strided slice comes from. */
function positions(shape: number[], attrs: StridedSliceAttrs): Int32Array {
  const { begin, end, strides, beginMask, endMask, ellipsisMask, newAxisMask, shrinkAxisMask } = attrs;
  const info = slice_util.sliceInfo(
    shape,
    begin,
    end,
    strides,
    beginMask,
    endMask,
    ellipsisMask,
    newAxisMask,
    shrinkAxisMask,
  );
  const counts = slice_util.computeOutShape(info.begin, info.end, info.strides);
  const steps = util.computeStrides(shape).concat(1);
  let places = [0];
  counts.forEach((count, axis) => {
    const picked = Array.from(
      { length: count },
      (_, i) => (info.begin[axis]! + i * info.strides[axis]!) * steps[axis]!,
    );
    places = places.flatMap((place) => picked.map((offset) => place + offset));
  });
  return Int32Array.from(places);
}
