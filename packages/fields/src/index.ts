export { type Blobs, type BlobsOptions, blobs } from './blobs/blobs';
export { cauchy } from './models/cauchy';
export { type CovarianceOptions, covariance } from './models/covariance';
export { cubic } from './models/cubic';
export { exponential } from './models/exponential';
export { matern } from './models/matern';
export type { Anisotropy, CovarianceModel, FieldModel, ModelOptions } from './models/model';
export { nugget } from './models/nugget';
export { type PowerSpectrumOptions, powerSpectrum } from './models/power-spectrum';
export { rationalQuadratic } from './models/rational-quadratic';
export { spherical } from './models/spherical';
export { squaredExponential } from './models/squared-exponential';
export { stable } from './models/stable';
export { sum } from './models/sum';
export type { Standardize } from './multiscale/layer';
export {
  type Multiscale,
  type MultiscaleOptions,
  type MultiscaleSample,
  multiscale,
} from './multiscale/multiscale';
export { type FromNpyOptions, fromNpy, type NpyArray } from './npy/from-npy';
export { toNpy } from './npy/to-npy';
export { type ShapedArray, toNpz } from './npy/to-npz';
export type { NpyData } from './npy/types';
export { createSampler, type Sampler } from './sampler/create-sampler';
export type { Padding } from './sampler/embed';
export type { SamplerOptions } from './sampler/options';
export type { SamplerReport } from './sampler/report';
export { type EffectiveSampleSize, effectiveSampleSize } from './statistics/effective-sample-size';
export { type EmpiricalCovariance, empiricalCovariance } from './statistics/empirical-covariance';
export type { GridOptions } from './statistics/options';
export { type RadialSpectrum, radialSpectrum } from './statistics/radial-spectrum';
export { type Variogram, variogram } from './statistics/variogram';
export type { FieldArrays, FieldType } from './torus/field-type';
export type { Torus } from './torus/torus';
export { lognormal } from './transforms/lognormal';
export { quantileMap } from './transforms/quantile-map';
export { threshold } from './transforms/threshold';
