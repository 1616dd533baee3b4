// Errors of every export have one form, `caller: constraint, got value; remedy`, whatever is passed: also what throws when it is
// looked at. A value outside of its set is a RangeError, the wrong kind of thing a TypeError.
import { describe, expect, it } from 'vitest';
import { misshapen } from '../../../tools/testing/hostile';
import * as random from '../src/index';

const k = random.key(1);

/** For every export, its arguments: right ones, of which each is replaced by a wrong one in turn. */
const calls: { [name in keyof typeof random]: unknown[] } = {
  bernoulli: [k, 0.5, 4],
  foldIn: [k, 'a'],
  integers: [k, 0, 10, 4],
  key: [1],
  normal: [k, 4, [0, 0, 0, 0]],
  permutation: [k, 4],
  split: [k, 2],
  threefry4x32: [k, [0, 0, 0, 0], new Uint32Array(4)],
  uniform: [k, 4],
};

const trap = (): never => {
  throw new Error('looked at');
};
const hostile = new Proxy({}, { get: trap, getPrototypeOf: trap, has: trap, ownKeys: trap });
const detached = new Float64Array(4);
structuredClone(detached, { transfer: [detached.buffer] });

const wrongs: unknown[] = [
  ...[null, true, Symbol('s'), {}, [], [1, 2], () => 1, hostile, Object.create(null), new Date(NaN)],
  ...[-1, 1.5, NaN, Infinity, 2 ** 53, -(2 ** 60), 2 ** 40],
  ...[
    new DataView(new ArrayBuffer(8)),
    new BigInt64Array(2),
    detached,
    [{}, {}, {}, {}],
    'x'.repeat(1e5),
    10n ** 30n,
  ],
];

/** Whether both are lists, or alike to `typeof`: the one in place of the other is then outside of its set. Seeds are of three kinds. */
function alike(wrong: unknown, right: unknown): boolean {
  const [one, other] = [wrong, right].map((value) =>
    Array.isArray(value) || (ArrayBuffer.isView(value) && 'length' in value) ? 'list' : typeof value,
  );
  return one === other || (one === 'number' && other === 'string');
}

it('every export is listed', () => {
  expect(Object.keys(calls).sort()).toEqual(Object.keys(random).sort());
});

describe.each(Object.entries(calls))('%s', (name, right) => {
  const run = Object.entries(random).find(([exported]) => exported === name)![1] as (
    ...list: unknown[]
  ) => unknown;

  it('takes its right arguments', () => {
    expect(() => run(...right)).not.toThrow();
  });

  it('refuses wrong ones in one form, and never otherwise', () => {
    let refused = 0;
    right.forEach((_, at) => {
      for (const wrong of wrongs) {
        try {
          run(...right.map((value, i) => (i === at ? wrong : value)));
        } catch (error) {
          const { message } = error as Error;
          expect(message).toMatch(new RegExp(`^${name}: .* must be .*, got .+$`));
          expect(message.length).toBeLessThan(400);
          expect([message, (error as Error).constructor]).toEqual([
            message,
            alike(wrong, right[at]) && !(message.includes('out must be a') && typeof wrong !== 'number')
              ? RangeError
              : TypeError,
          ]);
          refused++;
        }
      }
    });
    expect(refused).toBeGreaterThan(10);
  });
});

it.each([
  ['bernoulli', (out: never) => random.bernoulli(k, 0.5, out)],
  ['integers', (out: never) => random.integers(k, 0, 10, out)],
  ['normal', (out: never) => random.normal(k, out)],
  ['threefry4x32', (out: never) => random.threefry4x32(k, [0, 0, 0, 0], out)],
  ['uniform', (out: never) => random.uniform(k, out)],
])('%s fills typed arrays, and refuses what only looks like one', (_, run) => {
  const filled = misshapen.filter((make) => {
    try {
      run(make() as never);
      return true;
    } catch (error) {
      expect(error).toBeInstanceOf(TypeError);
      return false;
    }
  });
  expect(filled.length).toBeGreaterThan(0);
  for (const make of filled) expect({}.toString.call(make())).toMatch(/ (Float|Uint|Int)\d+Array\]$/);
});
