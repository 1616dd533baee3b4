import {
  AFFINE,
  BOX,
  CLAMP,
  COLUMN_SUMS,
  CONVOLUTION,
  IS_NOT_ZERO,
  POOLING,
  PREPARATION,
  PRODUCT,
  RELU_GRADIENT,
  ROW_BINARY,
  SEGMENT_SUM,
  WINDOW_PREPARATION,
  type WINDOWS,
} from './structs';

/** The functions that the WebAssembly module exports, and the struct that each takes the address of. */
export const kernelStructs = {
  affine: AFFINE,
  averagePool: CONVOLUTION,
  averagePoolGradient: POOLING,
  clamp: CLAMP,
  columnSums: COLUMN_SUMS,
  conv2d: CONVOLUTION,
  conv2dFilterGradient: CONVOLUTION,
  conv2dInputGradient: CONVOLUTION,
  copyBox: BOX,
  depthwiseFilterGradient: CONVOLUTION,
  depthwiseInputGradient: CONVOLUTION,
  gemm: PRODUCT,
  isNotZero: IS_NOT_ZERO,
  maxPool: CONVOLUTION,
  maxPoolGradient: POOLING,
  maxPoolWithArgmax: POOLING,
  prepare: PREPARATION,
  prepareWindows: WINDOW_PREPARATION,
  reluGradient: RELU_GRADIENT,
  rowBinary: ROW_BINARY,
  segmentSum: SEGMENT_SUM,
} as const;

export type KernelName = keyof typeof kernelStructs;

/** Bytes of the largest struct, in whole lines of the cache: buffers behind it lie across lines else, which costs 6 % of a step. */
export const STRUCT_BYTES: number =
  64 * Math.ceil(Math.max(...Object.values(kernelStructs).map(({ length }) => length)) / 16);

type ForConvolutions = 'filter' | 'bias' | 'activation' | 'rows' | 'rowCount' | 'compact';

/** Fields of a shared struct that mean nothing to a kernel: they are 0. */
interface Unused {
  averagePool: ForConvolutions;
  averagePoolGradient: 'filter' | 'bias';
  conv2d: 'rows' | 'rowCount' | 'compact';
  conv2dFilterGradient: 'bias' | 'activation';
  conv2dInputGradient: 'bias' | 'activation';
  depthwiseFilterGradient: 'bias' | 'activation';
  depthwiseInputGradient: 'bias' | 'activation';
  maxPool: ForConvolutions;
  maxPoolGradient: 'filter';
  maxPoolWithArgmax: 'filter';
}

/** What a kernel is called with. No field may be left out: 0 means something in most. Working memory is found for the caller. */
export type Fields<Name extends KernelName> = Record<
  Exclude<
    (typeof kernelStructs)[Name][number],
    'scratch' | (Name extends keyof Unused ? Unused[Name] : never)
  >,
  number
>;

/** The position of windows, as fields. */
export type Windows = Record<(typeof WINDOWS)[number], number>;

/** What the size of a kernel's working memory follows from, for those that need some. */
export interface Sizes {
  averagePool: Windows;
  conv2d: Windows;
  conv2dFilterGradient: Windows;
  conv2dInputGradient: Windows;
  depthwiseFilterGradient: Windows;
  depthwiseInputGradient: Windows;
  gemm: Record<'columns' | 'depth', number>;
  maxPool: Windows;
  prepare: Record<'columns', number>;
  prepareWindows: Record<'columns', number>;
}
