/**
 * Kernels of tfjs's wasm backend that are right for float32, int32 and bool. Those over images take integers beside floats:
 * as indices, conditions or counts.
 */
const anyNumber = new Set(
  (
    'All Any ArgMax ArgMin BatchToSpaceND Bincount BitwiseAnd BroadcastArgs Cast Concat CropAndResize DenseBincount ' +
    'DepthToSpace Diag Equal ExpandDims Fill GatherNd GatherV2 Greater GreaterEqual Identity Less LessEqual LinSpace ' +
    'LogicalAnd LogicalNot LogicalOr LogicalXor MirrorPad Multinomial NotEqual OneHot OnesLike Pack PadV2 Range Reshape ' +
    'ScatterNd SearchSorted Select Slice SpaceToBatchND SparseFillEmptyRows SparseReshape SparseSegmentMean ' +
    'SparseSegmentSum SparseToDense SplitV TensorScatterUpdate Tile Transpose Unique Unpack ' +
    'UnsortedSegmentSum ZerosLike'
  ).split(' '),
);

/** Kernels of tfjs's wasm backend that are right for float32 and int32. */
const integers = new Set(
  (
    'Abs Add AddN Cumprod Cumsum Max Maximum Mean Min Minimum Multiply Neg Prod Relu Reverse Sign Square ' +
    'SquaredDifference Sub Sum ResizeBilinear TopK'
  ).split(' '),
);

/**
 * Whether the wasm kernel is right for inputs of this type. All others read and write floats whatever they are given: of an
 * int32 the bits, for a bool four bytes where there is one, which overwrites other tensors.
 */
export function takesType(kernelName: string, dtype: string): boolean {
  if (dtype === 'float32') return true;
  if (dtype === 'complex64') return kernelName === 'FFT' || kernelName === 'IFFT';
  if (anyNumber.has(kernelName)) return dtype === 'int32' || dtype === 'bool';
  return dtype === 'int32' && integers.has(kernelName);
}
