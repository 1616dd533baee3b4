// Hostile arguments to every export and to what they return, see tools/testing/fuzz.ts. What comes back must be what plain copies of the
// arguments give, and be finite where nothing else was asked for.
import * as main from '@backdropjs/losses';
import * as batches from '@backdropjs/losses/batches';
import { expect, it } from 'vitest';
import { entryPoints, type Manifest } from '../../../tools/packaging/packages.mjs';
import { hasForm, itSurvives, type Subject } from '../../../tools/testing/fuzz';
import manifest from '../package.json';
import { bySimd } from './by-simd';
import { calls, isLoss, labels, scores, survival } from './calls';
import { required } from './required';

type Call = (...args: never[]) => unknown;
// Those of the other entries are in hostile-tfjs.test.ts.
const entries = entryPoints(manifest as unknown as Manifest).filter(
  ({ subpath }) => !['./tfjs', './layers'].includes(subpath),
);
const all: Record<string, Call> = Object.assign(
  {},
  ...(await Promise.all(entries.map(({ specifier }) => import(/* @vite-ignore */ specifier)))),
);
const functions = Object.keys(all).filter((name) => name !== 'LossInputError');

/** The same, in plain arrays of plain numbers; what is no list of numbers stays. */
function plain(x: unknown, depth = 3, ofBoolean: (value: boolean) => unknown = Number): unknown {
  if (Array.isArray(x) || (ArrayBuffer.isView(x) && !(x instanceof DataView))) {
    let list: unknown[];
    try {
      // Of holes alone a copy takes as many bytes.
      if ((x as []).length === 2 ** 32 - 1) return x;
      list = Array.from(x as ArrayLike<unknown>);
    } catch {
      // Without its memory there is none.
      return x;
    }
    return depth > 0 && list.every((value) => Object(value) === value)
      ? list.map((value) => plain(value, depth - 1, ofBoolean))
      : list.map((value) => (typeof value === 'boolean' ? ofBoolean(value) : value));
  }
  const isRecord = Object(x) === x && Object.getPrototypeOf(x) === Object.prototype;
  if (!isRecord || depth === 0) return x;
  const entries = Object.entries(x as object);
  return Object.fromEntries(entries.map(([name, value]) => [name, plain(value, depth - 1, ofBoolean)]));
}

/** As `plain`, where a boolean names a list or a stratum: `true` is another one than 1. */
const asNamed = (x: unknown) => plain(x, 3, (value) => value);

/** Every number of a result, with what else is in it. */
const numbersOf = (x: unknown): unknown[] =>
  typeof x === 'object' && x !== null ? Object.values(x).flatMap(numbersOf) : [x];

/** Where thresholds and undefined parts stand. */
const mayBeInfinite = new Set(['threshold', 'thresholds', 'parts', 'z']);
const finiteOf = (x: unknown): unknown[] =>
  typeof x === 'object' && x !== null
    ? Object.entries(x).flatMap(([name, value]) => (mayBeInfinite.has(name) ? [] : finiteOf(value)))
    : [x];

/** Whether NaN was asked for, or a metric of the caller's own may give anything. */
const isAsked = (args: unknown[]): boolean =>
  args.some(
    (arg) =>
      (typeof arg === 'function' && !functions.includes(arg.name)) ||
      (arg as { onUndefined?: string } | null)?.onUndefined === 'nan',
  );

const same = (a: unknown, b: unknown) => {
  const [one, two] = [numbersOf(a), numbersOf(b)];
  return one.length === two.length && one.every((x, i) => Object.is(x, two[i]) || typeof x === 'function');
};

/** Fair wishes that take long: pairs of many items, many samples, bins and batches. */
const isLong = (x: unknown, depth = 3): boolean =>
  (typeof x === 'number' && x > 2e5 && x < 2 ** 31 && Number.isInteger(x)) ||
  (Object(x) === x &&
    (Number((x as []).length) > 2e4
      ? Number((x as []).length) < 2e5
      : depth > 0 && Object.values(x as object).some((value) => isLong(value, depth - 1))));

const subject = (args: () => unknown[], run: Call, copyOf: (arg: unknown) => unknown = plain): Subject => ({
  args,
  run: (...given: never[]) => {
    const result = run(...given);
    return { result, copy: run(...(given.map((arg) => copyOf(arg)) as never[])) };
  },
  wrong: ({ result, copy }: { result: unknown; copy: unknown }, args: never[]) => {
    if (!same(result, copy)) return `${numbersOf(result)}, of plain copies ${numbersOf(copy)}`.slice(0, 500);
    const bad = finiteOf(result).find((x) => typeof x === 'number' && !Number.isFinite(x));
    return bad === undefined || isAsked(args) ? undefined : `${bad} in the result`;
  },
  isHuge: (args) => args.some((arg) => isLong(arg)),
});

const inputs = {
  weights: Float64Array.of(1, 0.5, 2),
  mask: [1, true, 1],
  groups: ['a', 'a', 'a'],
};
/** Options that an input of three items allows. */
const ofLosses = Object.fromEntries(
  functions.filter(isLoss).flatMap((name) => {
    const make = all[name] as (options: unknown) => main.Loss<never> & main.RowsLoss;
    const { targets, width, inputs: takes } = make(required[name] ?? {});
    const own = takes?.map((input) => [input, inputs[input as 'mask']]);
    const args = targets
      ? () => [
          { ...required[name], onUndefined: 'throw' },
          Float32Array.from({ length: 3 * width }, (_, i) => ((i * 7) % 5) / 5),
          targets.length > 1 ? { ...survival } : labels,
          Object.fromEntries(own!),
        ]
      : () => [{ ...required[name] }, Float32Array.from(scores), [0.1, 0.9, 0.3], { dimension: 1 }];
    const run = (options: never, ...rest: [never, never, never]) => make(options).valueAndGrad(...rest);
    const bySums = ((...given: [never, never, never, never]) => bySimd(() => run(...given))) as Call;
    const subjects: [string, Subject][] = [[name, subject(args, run as Call)]];
    if (!targets) subjects.push([`${name}, SIMD`, subject(args, bySums)]);
    return subjects;
  }),
);

const accumulators: Record<string, [first: unknown, labels: unknown]> = {
  calibrationErrorAccumulator: [{ bins: 3 }, labels],
  fBetaAccumulator: [{ threshold: 0.5, beta: 2 }, labels],
  scoreAccumulator: [main.rocAuc, labels],
  binnedRocAucAccumulator: [{ thresholds: 4 }, labels],
  binnedAveragePrecisionAccumulator: [{ thresholds: [0.1, 0.5] }, labels],
  binnedConcordanceAccumulator: [{ thresholds: [0.5], times: [1.5, 2.5] }, survival],
};
/** Made, filled, merged with one made from its JSON, and asked. */
const ofAccumulators = Object.fromEntries(
  Object.entries(accumulators).flatMap(([name, [first, own]]): [string, Subject][] => {
    const make = all[name] as (
      first: unknown,
      saved?: unknown,
    ) => main.Accumulator<unknown, unknown, unknown>;
    const run = (made: unknown, saved: unknown, s: never, y: never, given: never) => {
      const total = make(made, saved);
      total.update(s, y, given);
      total.merge(make(made, JSON.parse(JSON.stringify(total))));
      return total.value();
    };
    const { groups: _, ...items } = inputs;
    const saved = make(first).toJSON();
    const merged = (metric: never, state: never) => {
      const total = make(first);
      total.merge({ ...total, ...(metric !== true && { metric }), toJSON: () => state });
      return total.toJSON();
    };
    return [
      [`${name}, value`, subject(() => [first, saved, Float32Array.from(scores), own, items], run as Call)],
      [`${name}, merge`, subject(() => [true, saved], merged as Call)],
    ];
  }),
);

const ofPlans: Record<string, Subject> = {
  'stratifiedBatches, epoch': subject(
    () => [[0, 1, 0, 1, 1], { batchSize: 3, atLeast: 1, seed: 1 }, 0],
    ((strata: never, options: never, epoch: never) =>
      batches.stratifiedBatches(strata, options).epoch(epoch)) as Call,
    asNamed,
  ),
  'listBatches, epoch': subject(
    () => [['a', 'b', 'b', 1], { batchSize: 2, seed: 1 }, 0],
    ((groups: never, options: never, epoch: never) =>
      batches.listBatches(groups, options).epoch(epoch)) as Call,
    asNamed,
  ),
};
const ofOrders = Object.fromEntries(
  (['softRank', 'softSort'] as const).map((name) => [
    `${name}, vjp`,
    subject(
      () => [scores, { regularizationStrength: 0.5, direction: 'DESCENDING' }, Float64Array.of(1, -1, 2)],
      ((values: never, options: never, cotangent: never) =>
        (all[name] as typeof main.softRank)(values, options).vjp(cotangent)) as Call,
    ),
  ]),
);
const others = Object.fromEntries(
  functions
    .filter((name) => !isLoss(name))
    .map((name) => {
      // `ascend` is there to write, `useSimd` is a switch.
      const run =
        {
          ascend: ((l, g, r) => main.ascend({ ...(l as object) } as never, g, r)) as Call,
          useSimd: ((...given) => bySimd(() => all[name]!(...given))) as Call,
        }[name] ?? all[name]!;
      return [name, subject(() => calls[name]!.slice(), run)];
    }),
);

it('every accumulator is filled', () => {
  expect(Object.keys(accumulators).sort()).toEqual(
    functions.filter((name) => /Accumulator$/.test(name)).sort(),
  );
});

itSurvives({
  subjects: { ...ofLosses, ...others, ...ofAccumulators, ...ofPlans, ...ofOrders },
  inputs: 60,
  values: [
    () => main.rocAuc,
    () => main.ndcg,
    () => Float32Array.from(scores),
    () => [0, 1, true],
    () => [1e308, -1e308, 5e-324],
    () => 1e-200,
  ],
  isOurs: (error) =>
    error instanceof main.LossInputError && hasForm(error, [...functions, ...functions.filter(isLoss)]),
});
