export type { Anisotropy, CovarianceModel, ModelOptions } from './models/model';
export { squaredExponential } from './models/squared-exponential';
export type { Standardize } from './multiscale/layer';
export {
  type Multiscale,
  type MultiscaleOptions,
  type MultiscaleSample,
  multiscale,
} from './multiscale/multiscale';
export { fromNpy, type NpyArray } from './npy/from-npy';
export { toNpy } from './npy/to-npy';
export type { NpyData } from './npy/types';
export { createSampler, type Sampler, type SamplerOptions } from './sampler/create-sampler';
export type { FieldArrays, FieldType } from './sampler/output';
export type { SamplerReport } from './sampler/report';
export type { Torus } from './torus/torus';
