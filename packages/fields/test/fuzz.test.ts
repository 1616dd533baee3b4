// Hostile arguments to every export and to what they return, see tools/testing/fuzz.ts; what comes back is checked for what it must be.
import { expect, it } from 'vitest';
import { hasForm, itSurvives, type Subject } from '../../../tools/testing/fuzz';
import * as conditions from '../src/condition';
import * as files from '../src/files';
import * as main from '../src/index';

type List = ArrayLike<number>;
const field = Float64Array.from({ length: 64 }, (_, i) => Math.sin(i * i));
const model = main.exponential({ correlationLength: 2 });
const sampler = await main.createSampler({
  model,
  shape: [8, 8],
  boundary: { padding: 8 },
  indefinite: 'clip',
  seed: 1,
});
/** As users may make one. */
const { covariance: _, ...spectral } = model;
const small = { correlationLength: 2 };
const anisotropy = { ratio: 2, angle: 0.3 };
const set = main.multiscale({
  size: 16,
  scales: [[1, 2], [4]],
  amplitudes: [1, 1],
  perClass: 2,
  seed: 1,
});
const archive = await files.fromNpz(main.toNpz({ field, b: Uint8Array.of(1) }));
const blobs = await main.blobs({ size: 60, correlationLength: 3, seed: 1 });
const conditioned = conditions.condition(sampler, { points: [[1, 2]], values: [1] });

const finite = (list: List) => {
  const bad = Array.from(list).findIndex((x) => !Number.isFinite(x));
  return bad < 0 ? undefined : `number ${bad} is ${list[bad]}`;
};
const near = (got: number, right: number, error = 1e-9) =>
  Math.abs(got - right) <= error * Math.max(1, Math.abs(right)) ? undefined : `${got}, not ${right}`;
/** Grids that take seconds are a fair wish. */
const product = (shape: unknown) =>
  // Of the longest list of holes, reduce visits every one.
  Array.isArray(shape) && shape.length <= 3 ? shape.reduce((a, b) => a * b, 1) : 1;
const isLarge = (shape: unknown, more: unknown = 0) =>
  product(shape) > 1e4 ||
  (Array.isArray(shape) && shape.length <= 3 && product(shape.map((length) => length + Number(more))) > 2e5);
const attempt = <A>(run: () => A): A | undefined => {
  try {
    return run();
  } catch {
    return undefined;
  }
};

/** A covariance is the variance at 0, and no more than that anywhere. */
function isModel(made: main.FieldModel & Partial<main.CovarianceModel>): string | undefined {
  if (!made.covariance) return made.variance > 0 ? undefined : `variance ${made.variance}`;
  for (const lag of [[0], [0.5], [3], [0, 0], [1, 2], [0, 0, 0], [1, 0, 2], [1e30], [1e-30, 1e300]]) {
    const value = made.covariance(...lag);
    const isZero = lag.every((distance) => distance === 0);
    const met = isZero
      ? near(value / made.variance, 1) === undefined
      : Math.abs(value) <= made.variance * (1 + 1e-9);
    if (!met) return `covariance ${value} at ${lag}, variance ${made.variance}`;
  }
  const values = made.eigenvalues({ shape: [6, 5], spacing: [1, 1] });
  return values.length === 30 ? finite(values) : `${values.length} eigenvalues`;
}
const exported: Record<string, unknown> = main;
const ofModel = (name: keyof typeof main, options: object): Subject => ({
  args: () => [{ ...options, variance: 2 }],
  run: exported[name] as never,
  wrong: isModel,
});

const base: Record<string, Subject> = {
  cauchy: ofModel('cauchy', { ...small, anisotropy, alpha: 1, beta: 1 }),
  cubic: ofModel('cubic', { ...small, anisotropy }),
  exponential: ofModel('exponential', { ...small, anisotropy }),
  matern: ofModel('matern', { ...small, anisotropy, smoothness: 1 }),
  nugget: ofModel('nugget', {}),
  rationalQuadratic: ofModel('rationalQuadratic', { ...small, anisotropy, alpha: 1 }),
  spherical: ofModel('spherical', { ...small, anisotropy }),
  squaredExponential: ofModel('squaredExponential', { ...small, anisotropy }),
  stable: ofModel('stable', { ...small, anisotropy, alpha: 1 }),
  covariance: {
    args: () => [(r: number) => Math.exp(-r), { of: 'distance', ...small, anisotropy }],
    run: main.covariance,
    wrong: isModel,
  },
  powerSpectrum: {
    args: () => [(k: number) => 1 / (1 + k), { variance: 1, anisotropy }],
    run: main.powerSpectrum,
    wrong: isModel,
  },
  // A model that users made may contradict itself.
  sum: {
    args: () => [model, main.nugget()],
    run: main.sum,
    wrong: ({ variance }: main.FieldModel) => finite([variance]),
  },
  blobs: {
    args: () => [{ size: 60, correlationLength: 3, standardize: 'none', seed: 1 }],
    run: main.blobs,
    wrong: (made: main.Blobs) => finite(made.realization(0)),
    isHuge: ([options]) => Number((options as main.BlobsOptions)?.size) > 200,
  },
  condition: {
    args: () => [
      Object.create(sampler),
      {
        points: [
          [1, 2],
          [0, 0],
        ],
        values: [1, -1],
        noise: [0, 0.1],
        seed: 1,
      },
    ],
    run: conditions.condition,
    wrong: (made: conditions.Conditioned<Float32Array>) =>
      finite(made.mean) ?? finite(made.variance()) ?? finite(made.realization(0)),
  },
  createSampler: {
    args: () => [
      {
        model,
        shape: [8, 6],
        spacing: [1, 2],
        dtype: 'float64',
        boundary: { padding: 4 },
        indefinite: 'clip',
        tolerance: 0.5,
        seed: 1,
      },
    ],
    run: main.createSampler,
    wrong: (made: main.Sampler<Float32Array>, [options]: [main.SamplerOptions]) => {
      const values = made.realization(0);
      if (values.length !== product(Array.from(options.shape))) return `${values.length} numbers`;
      const largest = values.reduce((most, x) => Math.max(most, Math.abs(x)), 0);
      return (
        finite(values) ??
        (largest <= 9 * Math.sqrt(options.model.variance)
          ? undefined
          : `${largest} is too much for the variance`)
      );
    },
    isHuge: ([options]) =>
      attempt(() => {
        const { shape, boundary } = options as main.SamplerOptions;
        return isLarge(shape, (boundary as { padding: number })?.padding);
      }) === true,
  },
  multiscale: {
    args: () => [
      {
        size: 16,
        scales: [[1, 2], [4]],
        amplitudes: [1, 1],
        perClass: 2,
        standardize: 'none',
        lengths: 'kernel',
        dtype: 'float32',
        seed: 1,
      },
    ],
    run: main.multiscale,
    wrong: (made: main.Multiscale<Float32Array>) =>
      made.length > 0 ? finite(made.sample(made.length - 1).field) : undefined,
    isHuge: ([options]) => Number((options as main.MultiscaleOptions)?.size) > 100,
  },
  effectiveSampleSize: {
    args: () => [model, { shape: [8, 6], spacing: [1, 2] }],
    run: main.effectiveSampleSize,
    wrong: ({ mean, meanSquare }: main.EffectiveSampleSize) => finite([mean, meanSquare]),
    // A method of a model in the place of another says of its own arguments what it says: it is the caller's function then.
    isHuge: ([own, grid]) =>
      attempt(() => (own as { covariance: unknown }).covariance === (own as typeof model).eigenvalues) ===
        true || attempt(() => isLarge((grid as { shape: [] }).shape)) === true,
  },
  empiricalCovariance: {
    args: () => [field, { shape: [8, 8], spacing: 1, maxLag: 2, mean: 0.1, periodic: true, missing: 'skip' }],
    run: main.empiricalCovariance,
    wrong: (
      { values, pairs }: main.EmpiricalCovariance,
      [data, { mean = 0, missing }]: [Float64Array, { mean?: number; missing?: string }],
    ) => {
      const present = data.filter((x) => missing !== 'skip' || !Number.isNaN(x));
      const right = present.reduce((sum, x) => sum + (x - mean) ** 2, 0) / present.length;
      const middle = values[(values.length - 1) / 2]!;
      if (present.length === 0) return undefined;
      const bad = values.findIndex((x, i) => Number.isNaN(x) !== (pairs[i] === 0));
      return bad >= 0 ? `${values[bad]} of ${pairs[bad]} pairs` : near(middle, right);
    },
  },
  variogram: {
    args: () => [
      field,
      { shape: [8, 8], spacing: [1, 2], maxLag: 2, bins: 2, periodic: true, missing: 'skip' },
    ],
    run: main.variogram,
    wrong: ({ distance, value, pairs }: main.Variogram) =>
      finite(distance) ?? finite(value) ?? (pairs.every((count) => count > 0) ? undefined : `pairs ${pairs}`),
  },
  radialSpectrum: {
    args: () => [field, { shape: [8, 8], spacing: [1, 2] }],
    run: main.radialSpectrum,
    wrong: ({ power, modes, wavenumber }: main.RadialSpectrum, [data]: [Float64Array]) => {
      const { length } = data;
      const mean = data.reduce((a, b) => a + b, 0) / length;
      const right = data.reduce((sum, x) => sum + (x - mean) ** 2, 0) / length;
      const got = power.reduce((sum, x, i) => sum + x * modes[i]!, 0);
      return finite(wavenumber) ?? near(got, right);
    },
  },
  lognormal: {
    args: () => [field, { mu: 0.5, sigma: 2 }],
    run: main.lognormal,
    wrong: (
      values: Float64Array,
      [data, { mu = 0, sigma = 1 } = {}]: [Float64Array, { mu?: number; sigma?: number }?],
    ) =>
      Array.from(values, (x, i) =>
        near(x, Math.exp(mu + sigma * data[i]!), values instanceof Float64Array ? 1e-9 : 1e-5),
      ).find(Boolean),
  },
  quantileMap: {
    args: () => [field, [1, 2, 5]],
    run: main.quantileMap,
    wrong: (values: Float64Array, [data, target]: [Float64Array, unknown]) => {
      if (typeof target === 'function') return finite(values);
      const order = Array.from(data, (_, i) => i).sort((a, b) => data[a]! - data[b]!);
      const falls = order.some((at, i) => i > 0 && values[at]! < values[order[i - 1]!]!);
      return falls ? 'not in the order of the field' : finite(values);
    },
  },
  threshold: {
    args: () => [field, [0, 0.5]],
    run: main.threshold,
    wrong: (values: Uint8Array, [data, levels]: [Float64Array, number | number[]]) => {
      const list = typeof levels === 'number' ? [levels] : Array.from(levels);
      const bad = values.findIndex((count, i) => count !== list.filter((level) => data[i]! > level).length);
      return bad < 0 ? undefined : `${values[bad]} for ${data[bad]}`;
    },
  },
  toNpy: {
    args: () => [field, [8, 8]],
    run: main.toNpy,
    wrong: (bytes: Uint8Array, [data, shape = [data.length]]: [Float64Array, number[]?]) => {
      const read = main.fromNpy(bytes);
      return `${read.shape}` === `${Array.from(shape)}` && `${read.data}` === `${data}`
        ? undefined
        : 'read otherwise';
    },
  },
  toNpz: {
    args: () => [{ field, shaped: { data: field, shape: [8, 8] } }],
    run: main.toNpz,
    wrong: (bytes: Uint8Array) => (bytes.length > 0 ? undefined : 'nothing'),
  },
  fromNpy: { args: () => [main.toNpy(field.slice(0, 3)), { integers: 'number' }], run: main.fromNpy },
  fromNpz: { args: () => [main.toNpz({ field, b: Uint8Array.of(1) })], run: files.fromNpz },
};

/** A file of which bytes were changed: at first some have the values that they have. */
const corrupted = (file: Uint8Array, read: (file: Uint8Array) => unknown): Subject => {
  // Of the magic string, the version, the length of the header, its text, and the end.
  const some = [0, 6, 8, 13, 20, 35, 60, file.length - 1];
  return {
    args: () => [some, some.map((place) => file[place]), file.length],
    run: (places: unknown, bytes: unknown, length: unknown) => {
      const copy = file.slice(0, Number.isInteger(length) ? Math.abs(length as number) % 600 : file.length);
      attempt(() => {
        // Of the longest list of holes a visit takes hours.
        for (let i = 0; i < Math.min((places as number[]).length, 20); i++)
          copy[Math.abs((places as number[])[i]!) % file.length] = (bytes as number[])[i]!;
      });
      return read(copy);
    },
  };
};

/** What is returned is called by users, too; covariances are functions of numbers, as those of `Math`. */
const returned: Record<string, Subject> = {
  'createSampler, realization': { args: () => [1], run: sampler.realization, wrong: finite },
  'createSampler, fill': { args: () => [new Float32Array(64), 1], run: sampler.fill, wrong: finite, out: 0 },
  'createSampler, realizations': {
    args: () => [{ from: 0, count: 2 }],
    run: sampler.realizations,
    wrong: (list: Iterable<Float32Array>) => {
      for (const next of list) return finite(next);
      return undefined;
    },
  },
  'multiscale, sample': {
    args: () => [1],
    run: set.sample,
    wrong: (sample: { field: List }) => finite(sample.field),
  },
  'blobs, realization': { args: () => [1], run: blobs.realization, wrong: finite },
  'condition, realization': { args: () => [1], run: conditioned.realization, wrong: finite },
  'fromNpz, read': { args: () => ['field', { integers: 'number' }], run: archive.read },
  'fromNpy of spoiled bytes': corrupted(main.toNpy(field.slice(0, 8)), main.fromNpy),
  'fromNpz of spoiled bytes': corrupted(
    main.toNpz({ a: field.slice(0, 8), b: Uint8Array.of(1) }),
    async (bytes) => {
      const npz = await files.fromNpz(bytes);
      for (const name of npz.names) await npz.read(name);
    },
  ),
};

it('every export is listed', () => {
  expect(Object.keys(base).sort()).toEqual(Object.keys({ ...main, ...files, ...conditions }).sort());
});

itSurvives({
  subjects: { ...base, ...returned },
  inputs: 40,
  values: [
    () => model,
    () => spectral,
    () => sampler,
    () => main.nugget(),
    () => main.toNpy(field),
    () => new Blob(['x']),
  ],
  isOurs: (error) =>
    hasForm(error, [
      ...Object.keys(base),
      'key',
      'realization',
      'realizations',
      'fill',
      'multiscale.sample',
      'covariance',
      'read',
    ]),
});
