export { type BackdropOptions, backdrop } from './backdrop';
export type { FunctionMaskOptions, MaskFunction, MaskOptions, MaskPositions, RateMaskOptions } from './mask';
export { type SampledMask, sampleMask } from './sample-mask';
export type { MaskScale } from './scale';
