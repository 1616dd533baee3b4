export { Backdrop, type BackdropLayerConfig, backdropLayer } from './layers/backdrop-layer';
export { type FitNonDecomposableOptions, fitNonDecomposable } from './layers/fit-non-decomposable';
export { gradientFootprint } from './layers/gradient-footprint';
export { type GradientNoiseOptions, gradientNoise } from './layers/gradient-noise';
export { insertBackdrop } from './layers/insert-backdrop';
export type { Placement } from './layers/placement';
export { type ReceptiveField, type ReceptiveFieldsOptions, receptiveFields } from './layers/receptive-fields';
export { type MaskSuggestion, type SuggestMasksOptions, suggestMasks } from './layers/suggest-masks';
export type { RateSchedule } from './rate-schedule';
