// Hostile arguments to every export, see tools/testing/fuzz.ts; what is drawn keeps to what the docs promise.
import { expect, it } from 'vitest';
import { hasForm, itSurvives, type Subject } from '../../../tools/testing/fuzz';
import { hostile } from '../../../tools/testing/hostile';
import * as random from '../src/index';
import * as math from '../src/math/index';
import * as unchecked from '../src/unchecked';

type List = ArrayLike<number>;
const k = random.key(1);
/** More numbers than this are a fair wish, but long. */
const isHuge = (args: unknown[]) => args.some((x) => typeof x === 'number' && x > 1e5 && x < 2 ** 32);

const each =
  (what: string, is: (x: number) => boolean) =>
  (list: List): string | undefined => {
    const bad = Array.from(list).findIndex((x) => !is(x));
    return bad < 0 ? undefined : `number ${bad} must be ${what}, got ${list[bad]}`;
  };
const aKey = (words: List) =>
  words.length === 4 && Object.isFrozen(words) ? each('a word', (x) => x >>> 0 === x)(words) : 'no key';
const drawn = (check: (list: List) => string | undefined, out: number) => (list: List, args: unknown[]) => {
  if (!ArrayBuffer.isView(list) || list instanceof DataView) return 'no typed array';
  const length = typeof args[out] === 'number' ? args[out] : (args[out] as List).length;
  return list.length === length ? check(list) : `${list.length} numbers, not ${length}`;
};
const range = (low: number, high: number) => each(`in [${low}, ${high})`, (x) => x >= low && x < high);
const float32 = (x: unknown) => (x instanceof Float32Array ? 1 + 2 ** -24 : 1);

type Call = (...args: never[]) => List;
/** `unchecked` does what `checked` does, wherever that throws nothing. */
const alike = (args: () => unknown[], checked: Call, run: Call, out: number): Subject => ({
  args,
  run: (...given: never[]) => {
    const right = Array.from(checked(...given));
    return typeof given[out] === 'number' ? [right, right] : [right, run(...given)];
  },
  wrong: ([right, got]: [List, List]) => (`${right}` === `${Array.from(got)}` ? undefined : 'other numbers'),
  isHuge,
  out,
});
/** sin and cos of a fraction of a circle, reduced exactly. */
const turn = (f: (x: number) => number, x: number) => {
  const [quarter, rest] = [Math.round(4 * (x % 1)), 4 * (x % 1) - Math.round(4 * (x % 1))];
  const [s, c] = [Math.sin(rest * (Math.PI / 2)), Math.cos(rest * (Math.PI / 2))];
  const sines = [s, c, -s, -c];
  return sines[(quarter + (f === Math.cos ? 1 : 0)) & 3]!;
};

const subjects: Record<string, Subject> = {
  bernoulli: {
    args: () => [k, 0.5, 9],
    run: random.bernoulli,
    wrong: drawn(
      each('0 or 1', (x) => x === 0 || x === 1),
      2,
    ),
    isHuge,
    out: 2,
  },
  foldIn: {
    args: () => [k, 'a', 1],
    run: random.foldIn,
    wrong: (folded: List, args: unknown[]) => (args.length < 2 ? undefined : aKey(folded)),
  },
  integers: {
    args: () => [k, -3, 10, 9],
    run: random.integers,
    wrong: (list: List, args: number[]) =>
      drawn(
        each('an integer in the range', (x) => Number.isSafeInteger(x) && x >= args[1]! && x < args[2]!),
        3,
      )(list, args),
    isHuge: (args) => isHuge(args.slice(3)),
    out: 3,
  },
  key: { args: () => [1], run: random.key, wrong: aKey },
  normal: {
    args: () => [k, 9, [0, 1, 2, 3]],
    run: random.normal,
    wrong: drawn(range(-8.58, 8.58), 1),
    isHuge: (args) => isHuge(args.slice(1, 2)),
    out: 1,
  },
  permutation: {
    args: () => [k, 9],
    run: random.permutation,
    wrong: drawn(
      (list) =>
        new Set(Array.from(list)).size === list.length ? range(0, list.length)(list) : 'twice the same',
      1,
    ),
    isHuge,
  },
  split: {
    args: () => [k, 3],
    run: random.split,
    wrong: (keys: List[], [, count]: unknown[]) =>
      keys.length === count ? keys.map(aKey).find(Boolean) : `${keys.length} keys`,
    isHuge,
  },
  threefry4x32: {
    args: () => [k, [0, 1, 2, 3], new Uint32Array(4)],
    run: (key: never, counter: never, out: never) => {
      // Before, as `out` may be the key as well.
      const right = random.threefry4x32(key, counter);
      return [right, random.threefry4x32(key, counter, out)];
    },
    wrong: ([right, got]: [List, List]) =>
      `${right}` === `${Array.from(got).slice(0, 4)}` ? undefined : 'other words',
    out: 2,
  },
  uniform: {
    args: () => [k, 9],
    run: random.uniform,
    wrong: (list: List, args: unknown[]) => drawn(range(0, float32(list)), 1)(list, args),
    isHuge,
    out: 1,
  },
  // They check nothing: what the function that checks takes they draw alike.
  drawBernoulli: alike(() => [k, 0.5, new Float64Array(9)], random.bernoulli, unchecked.drawBernoulli, 2),
  fold: {
    args: () => ['key', k, 'a'],
    run: (_: never, from: never, datum: never) => [
      random.foldIn(from, datum),
      unchecked.fold('key', from, datum),
    ],
    wrong: ([right, got]: [List, List]) => (`${right}` === `${got}` ? undefined : 'another key'),
  },
  drawNormal: alike(() => [k, new Float64Array(9), [0, 1, 2, 3]], random.normal, unchecked.drawNormal, 1),
};

/** Elementary functions check nothing, as those of `Math`, and are so many ulps from them. */
const elementary: [name: string, run: (x: number) => number, exact: (x: number) => number, ulps: number][] = [
  ['exp', math.exp, Math.exp, 2],
  ['expm1', math.expm1, Math.expm1, 3],
  ['log', math.log, Math.log, 2],
  ['log1p', math.log1p, Math.log1p, 3],
  ['cosTurns', math.cosTurns, (x) => turn(Math.cos, x), 4],
  ['sinTurns', math.sinTurns, (x) => turn(Math.sin, x), 4],
];

/** Numbers of every kind: hostile ones; any 64 bits, so that every exponent comes; ordinary ones, near 1 and near halves of integers. */
function* numbersOfEveryKind(count: number): Generator<number> {
  for (const make of hostile) if (typeof make() === 'number') yield make() as number;
  const words = random.integers(random.foldIn(k, 'bits'), 0, 2 ** 32, new Uint32Array(2 * count));
  yield* new Float64Array(words.buffer);
  for (const u of random.uniform(random.foldIn(k, 'ordinary'), count)) {
    yield* [u, -u, 1 + u * 2 ** -30, 1500 * u - 750, Math.round(200 * u) / 4 + (u - 0.5) * 2 ** -40];
  }
}

it.each(elementary)('%s is near that of Math for numbers of every kind', (_, run, exact, ulps) => {
  const wrong: string[] = [];
  for (const x of numbersOfEveryKind(Number(process.env['BACKDROPJS_FUZZ'] ?? 1000))) {
    const [got, right] = [run(x), exact(x)];
    if (!Object.is(got, right) && !(Math.abs(got - right) <= ulps * 2 ** -52 * Math.abs(right) + 1e-323))
      wrong.push(`of ${x}: ${got}, not ${right}`);
  }
  expect(wrong).toEqual([]);
});

it('every export is listed', () => {
  expect([...Object.keys(subjects), ...elementary.map(([name]) => name)].sort()).toEqual(
    Object.keys({ ...random, ...math, ...unchecked }).sort(),
  );
});

itSurvives({ subjects, inputs: 150, isOurs: (error) => hasForm(error, Object.keys(random)) });
