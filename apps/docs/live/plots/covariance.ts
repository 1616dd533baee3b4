import {
  type CovarianceModel,
  cauchy,
  covariance,
  createSampler,
  cubic,
  exponential,
  type FieldModel,
  type ModelOptions,
  matern,
  nugget,
  powerSpectrum,
  rationalQuadratic,
  spherical,
  squaredExponential,
  stable,
  sum,
} from '@backdropjs/fields';

/** The number that a model takes besides its length, in words, and between which values a slider moves it. */
interface Parameter {
  readonly name: string;
  readonly initial: number;
  readonly range: readonly [lowest: number, highest: number];
}

interface PlottedModel {
  readonly parameter?: Parameter;
  /** Which of the others it takes; all, if it does not say. */
  readonly takes?: readonly ('length' | 'direction')[];
  make(common: ModelOptions, parameter: number): FieldModel;
}

/** Every model, by the name of the function that makes it. */
export const models = {
  squaredExponential: { make: squaredExponential },
  exponential: { make: exponential },
  spherical: { make: spherical },
  cubic: { make: cubic },
  matern: {
    parameter: { name: 'smoothness', initial: 1.5, range: [0.5, 5] },
    make: (common, smoothness) => matern({ ...common, smoothness }),
  },
  stable: {
    parameter: { name: 'alpha', initial: 1.5, range: [0.1, 2] },
    make: (common, alpha) => stable({ ...common, alpha }),
  },
  cauchy: {
    parameter: { name: 'beta', initial: 1, range: [0.1, 4] },
    make: (common, beta) => cauchy({ ...common, beta }),
  },
  rationalQuadratic: {
    parameter: { name: 'alpha', initial: 1, range: [0.1, 4] },
    make: (common, alpha) => rationalQuadratic({ ...common, alpha }),
  },
  covariance: { make: ({ variance: _, ...common }) => covariance(hole, common) },
  sum: {
    parameter: { name: 'variance of a nugget', initial: 0.3, range: [0.1, 2] },
    make: (common, variance) => sum(squaredExponential(common), nugget({ variance })),
  },
  nugget: { takes: [], make: () => nugget() },
  powerSpectrum: {
    parameter: { name: 'exponent', initial: 3, range: [0, 4] },
    takes: ['direction'],
    make: ({ anisotropy }, exponent) =>
      powerSpectrum((k) => (k === 0 ? 0 : k ** -exponent), anisotropy && { anisotropy }),
  },
} as const satisfies Record<string, PlottedModel>;

export type ModelName = keyof typeof models;

/** A covariance of one's own, which falls below 0: waves. */
function hole(distance: number): number {
  return distance === 0 ? 1 : Math.sin(3 * distance) / (3 * distance);
}

/** What the visitor chooses. */
export interface CovarianceSettings {
  length: number;
  parameter: number;
  ratio: number;
  /** In degrees. */
  angle: number;
  seed: number;
}

/** Points a side. */
export const size = 128;

export const plotted = (name: ModelName): PlottedModel => models[name];

export const initialSettings = (name: ModelName): CovarianceSettings => ({
  length: 12,
  parameter: plotted(name).parameter?.initial ?? 1,
  ratio: 1,
  angle: 30,
  seed: 1,
});

export function modelOf(
  name: ModelName,
  { length, parameter, ratio, angle }: CovarianceSettings,
): FieldModel {
  const direction = ratio < 1 ? { anisotropy: { ratio, angle: (angle * Math.PI) / 180 } } : {};
  return plotted(name).make({ correlationLength: length, ...direction }, parameter);
}

type Points = [x: number, y: number][];

/** The correlation at distances up to half of the picture, along rows and along columns; a spectrum alone has none. */
export function correlations(model: FieldModel): { rows: Points; columns: Points } | undefined {
  if (!('covariance' in model)) return undefined;
  const { covariance, variance } = model as CovarianceModel;
  const distances = Array.from({ length: size + 1 }, (_, i) => i / 2);
  return {
    rows: distances.map((r) => [r, covariance(0, r) / variance]),
    columns: distances.map((r) => [r, covariance(r, 0) / variance]),
  };
}

/** Points of the line that a spectrum is taken along: so many that its ends hardly know of each other. */
const line = 512;

/** The power of waves on a line of points, over that of the strongest wave, by wave number: along rows and along columns. */
export function spectra(model: FieldModel): { rows: Points; columns: Points } {
  const along = (shape: [number, number]): Points => {
    const values = model.eigenvalues({ shape, spacing: [1, 1] }).subarray(0, line / 2 + 1);
    const most = values.reduce((a, b) => Math.max(a, b));
    return Array.from(values, (value, i): [number, number] => [(2 * Math.PI * i) / line, value / most]).slice(
      1,
    );
  };
  return { rows: along([1, line]), columns: along([line, 1]) };
}

/** One periodic field. */
export async function field(model: FieldModel, seed: number): Promise<Float32Array> {
  const sampler = await createSampler({ model, shape: [size, size], seed, indefinite: 'clip' });
  return Float32Array.from(sampler.realization(0));
}
