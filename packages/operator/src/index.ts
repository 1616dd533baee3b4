export { type BackdropOptions, backdrop } from './backdrop';
export type { MaskOptions } from './mask';
export { type SampledMask, sampleMask } from './sample-mask';
export type { MaskScale } from './scale';
