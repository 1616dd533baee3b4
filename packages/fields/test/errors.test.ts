// Errors of every export have one form, `caller: constraint, got value; remedy`, whatever is passed: also what throws when it is
// looked at. A value outside of its set is a RangeError, the wrong kind of thing a TypeError.
import { describe, expect, it } from 'vitest';
import { isList, show } from '../src/check';
import * as conditions from '../src/condition';
import * as files from '../src/files';
import * as main from '../src/index';

const model = main.exponential({ correlationLength: 2 });
const field = Float64Array.from({ length: 64 }, (_, i) => Math.sin(i));
const sampler = await main.createSampler({
  model,
  shape: [8, 8],
  boundary: { padding: 8 },
  indefinite: 'clip',
  seed: 1,
});
const grid = { shape: [8, 8], maxLag: 2 };
const length = { correlationLength: 2 };

/** For every export its arguments: right ones, of which each, and each option, is replaced by wrong ones in turn. */
const calls: Record<string, unknown[]> = {
  blobs: [{ size: 60, correlationLength: 3, standardize: 'none', seed: 1 }],
  cauchy: [{ ...length, alpha: 1, beta: 1, variance: 2 }],
  condition: [sampler, { points: [[1, 2]], values: [1], noise: 0, seed: 1 }],
  covariance: [(r: number) => Math.exp(-r), { of: 'distance', ...length }],
  createSampler: [
    {
      model,
      shape: [8, 8],
      spacing: 1,
      dtype: 'float32',
      boundary: 'periodic',
      indefinite: 'clip',
      tolerance: 0.5,
      seed: 1,
    },
  ],
  cubic: [{ ...length, anisotropy: { ratio: 1, angle: 0 } }],
  effectiveSampleSize: [model, { shape: [8, 8], spacing: 1 }],
  empiricalCovariance: [field, { ...grid, mean: 0, periodic: true, missing: 'skip' }],
  exponential: [length],
  fromNpy: [main.toNpy(field), { integers: 'number' }],
  fromNpz: [main.toNpz({ field })],
  lognormal: [field, { mu: 0, sigma: 1 }],
  matern: [{ ...length, smoothness: 1 }],
  multiscale: [
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
  nugget: [{ variance: 1 }],
  powerSpectrum: [() => 1, { variance: 1 }],
  quantileMap: [field, [1, 2]],
  radialSpectrum: [field, { shape: [8, 8], spacing: 1 }],
  rationalQuadratic: [{ ...length, alpha: 1 }],
  spherical: [length],
  squaredExponential: [length],
  stable: [{ ...length, alpha: 1 }],
  sum: [model],
  threshold: [field, [0, 1]],
  toNpy: [field, [8, 8]],
  toNpz: [{ field }],
  variogram: [field, { ...grid, bins: 2 }],
};

const trap = (): never => {
  throw new Error('looked at');
};
const hostile = new Proxy(
  {},
  { get: trap, getPrototypeOf: trap, has: trap, ownKeys: trap, getOwnPropertyDescriptor: trap },
);
const detached = new Float64Array(64);
structuredClone(detached, { transfer: [detached.buffer] });
const circular: unknown[] = [];
circular.push(circular);

const wrongs: unknown[] = [
  ...[null, true, Symbol('s'), {}, [], [1, 2], () => 1, hostile, Object.create(null), new Date(Number.NaN)],
  ...[-1, 1.5, Number.NaN, Infinity, 2 ** 53, -(2 ** 60), 2 ** 40, 0],
  ...[
    new DataView(new ArrayBuffer(8)),
    new BigInt64Array(2),
    detached,
    new Array(2),
    circular,
    'constructor',
    10n ** 30n,
  ],
];

/** What may stand in a place besides what the calls have there, by option, or by function and number of the argument. */
const also: Record<string, readonly unknown[]> = {
  boundary: ['periodic'],
  noise: [[1]],
  padding: ['auto'],
  seed: ['a', 1n],
  spacing: [[1]],
  'threshold 1': [1],
};
/** Arrays of a certain type, and no other lists. */
const ofTypedArrays = ['fromNpy 0', 'fromNpz 0', 'toNpy 0'];

const kindOf = (value: unknown) => (value === null ? 'null' : isList(value) ? 'list' : typeof value);

/** What an error about a value must be; it may also be about another argument, which does not go with it, or a part of the value. */
function classesFor(wrong: unknown, option: string, right: unknown, message: string): unknown[] {
  if (wrong === null || typeof wrong === 'symbol') return [TypeError];
  if (typeof wrong === 'number' && typeof right === 'number') return [RangeError];
  const [constraint] = message.split(', got ');
  if (/\w\[\d+\]/.test(constraint!) || !message.includes(`, got ${show(wrong)}`))
    return [RangeError, TypeError];
  if (ofTypedArrays.includes(option)) return [TypeError];
  const kinds = [right, ...(also[option] ?? [])].map(kindOf);
  const kind = kindOf(wrong);
  // Objects are each of their own kind.
  return [kinds.includes(kind) && kind !== 'object' ? RangeError : TypeError];
}

it('every export is listed', () => {
  expect(Object.keys(calls).sort()).toEqual(Object.keys({ ...main, ...files, ...conditions }).sort());
});

const exported = Object.entries({ ...main, ...files, ...conditions });

describe.each(Object.entries(calls))('%s', (name, right) => {
  const run = async (list: unknown[]) =>
    (exported.find(([found]) => found === name)![1] as (...list: unknown[]) => unknown)(...list);

  it('takes its right arguments', async () => {
    await run(right);
  });

  it('refuses wrong ones in one form, and never otherwise', async () => {
    const variants: [list: unknown[], wrong: unknown, right: unknown, option: string][] = [];
    right.forEach((argument, at) => {
      const put = (value: unknown) => right.map((other, i) => (i === at ? value : other));
      for (const wrong of wrongs) variants.push([put(wrong), wrong, argument, `${name} ${at}`]);
      if (
        Object(argument) !== argument ||
        Object.getPrototypeOf(argument) !== Object.prototype ||
        argument === sampler ||
        argument === model
      )
        return;
      for (const [option, given] of Object.entries(argument as object)) {
        for (const wrong of wrongs)
          variants.push([put({ ...(argument as object), [option]: wrong }), wrong, given, option]);
      }
    });
    let refused = 0;
    const unfair: string[] = [];
    for (const [list, wrong, given, option] of variants) {
      try {
        await run(list);
      } catch (error) {
        const { message } = error as Error;
        const kind = (error as Error).constructor;
        // An argument's own failure is its own.
        if (message === 'looked at' && wrong === hostile) continue;
        // What draws random numbers passes seeds on to `key`, patches to the sampler.
        expect(message).toMatch(new RegExp(`^(${name}|key|toNpy): [^]* must [^]*, got .+$`));
        expect(message.length).toBeLessThan(500);
        if (!classesFor(wrong, option, given, message).includes(kind))
          unfair.push(`${option}: ${kind.name}: ${message}`);
        refused++;
      }
    }
    expect(unfair).toEqual([]);
    expect(refused).toBeGreaterThan(5);
  });
});
