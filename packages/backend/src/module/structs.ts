// The structs of assembly/, field by field in the order of their classes (a test compares them). All fields have 32 bits;
// addresses are byte offsets into the heap, of contiguous float32 (or, where said, int32) data owned by the caller.

/** Where the windows of a convolution or pooling lie. */
export const WINDOWS = [
  'batch',
  'inputHeight',
  'inputWidth',
  'inputChannels',
  'outputHeight',
  'outputWidth',
  'outputChannels',
  'filterHeight',
  'filterWidth',
  'strideHeight',
  'strideWidth',
  'dilationHeight',
  'dilationWidth',
  'padTop',
  'padLeft',
] as const;

/** `Convolution` of assembly/convolution.ts: every kernel over a sliding window. */
export const CONVOLUTION = [
  ...WINDOWS,
  'input',
  'filter',
  'output',
  'bias',
  'activation',
  'rows',
  'rowCount',
  'compact',
  'scratch',
] as const;

/** The first fields of `Convolution`, all that the gradients of pooling read. */
export const POOLING = [...WINDOWS, 'input', 'filter', 'output', 'bias'] as const;

/** `Product` of assembly/gemm.ts. */
export const PRODUCT = [
  'rows',
  'columns',
  'depth',
  'left',
  'right',
  'transposeLeft',
  'transposeRight',
  'bias',
  'activation',
  'output',
  'scratch',
] as const;

/** `Preparation` of assembly/prepare.ts. */
export const PREPARATION = [
  'rowCount',
  'columns',
  'gradient',
  'activated',
  'compact',
  'rows',
  'bias',
  'scratch',
] as const;

/** `WindowPreparation` of assembly/prepare-windows.ts. */
export const WINDOW_PREPARATION = [
  'windowCount',
  'windows',
  'outputHeight',
  'outputWidth',
  'inputHeight',
  'inputWidth',
  'columns',
  'filterHeight',
  'filterWidth',
  'strideHeight',
  'strideWidth',
  'gradient',
  'activated',
  'rows',
  'bias',
  'scratch',
] as const;

/** `Clamp` of assembly/clamp.ts. */
export const CLAMP = ['count', 'source', 'low', 'lowIsSingle', 'high', 'highIsSingle', 'target'] as const;

/** `IsNotZero` of assembly/is-not-zero.ts. */
export const IS_NOT_ZERO = ['count', 'source', 'bits', 'target'] as const;

/** `ReluGradient` of assembly/relu-gradient.ts. */
export const RELU_GRADIENT = ['count', 'gradient', 'activated', 'target'] as const;

/** `Affine` of assembly/affine.ts. */
export const AFFINE = [
  'count',
  'period',
  'first',
  'activated',
  'second',
  'factor',
  'activation',
  'coefficients',
  'output',
] as const;

/** `Box` of assembly/copy-box.ts. */
export const BOX = [
  'blocks',
  'rows',
  'rowBytes',
  'source',
  'sourceRow',
  'sourceBlock',
  'target',
  'targetRow',
  'targetBlock',
] as const;

/** `ColumnSums` of assembly/column-sums.ts. */
export const COLUMN_SUMS = [
  'groups',
  'rowCount',
  'columns',
  'first',
  'activated',
  'second',
  'center',
  'sums',
] as const;

/** `RowBinary` of assembly/row-binary.ts. */
export const ROW_BINARY = ['groups', 'rowCount', 'columns', 'operation', 'large', 'small', 'target'] as const;

/** `operation` of a `RowBinary`: of the large and the small operand, in this order but where it says otherwise. */
export const ROW_OPERATIONS = [
  'add',
  'subtract',
  'subtractFrom',
  'multiply',
  'divide',
  'divideInto',
] as const;

/** `SegmentSum` of assembly/segment-sum.ts. */
export const SEGMENT_SUM = ['rowCount', 'columns', 'segments', 'input', 'ids', 'output'] as const;

/** `activation` of a convolution or product. */
export const RELU = 2;
