// Errors of every export have one form, `caller: constraint, got value; remedy`, whatever is passed in the place of an argument or of
// an option, also what throws when it is looked at. A value outside of its set is a RangeError, the wrong kind of thing a TypeError.

import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { show } from '../src/check';
import { call, calls, names, release, tensorsIn } from './fuzz/calls';
import { Planted, thrower } from './fuzz/hostile';

const detached = new Float32Array(8);
structuredClone(detached, { transfer: [detached.buffer] });

const wrongs: readonly unknown[] = [
  ...[null, true, '0.5', 'constructor', Symbol('s'), 10n ** 30n],
  ...[-1, 1.5, Number.NaN, Infinity, 2 ** 53],
  ...[
    {},
    Object.create(null),
    thrower({}),
    new Array(3),
    [Symbol('s')],
    [],
    [1.5],
    ['x'],
    [[99]],
    detached,
    new Date(Number.NaN),
  ],
];

/** The arguments of a call, of which one, or an option, is wrong; and what was there. */
function variants(
  name: string,
): { place: string; option: string | undefined; spoil: () => { args: unknown[]; given: unknown }[] }[] {
  const isOptions = (value: unknown) => value != null && Object.getPrototypeOf(value) === Object.prototype;
  return calls[name]!().flatMap((argument, at) => {
    const places = isOptions(argument) ? [undefined, ...Object.keys(argument as object)] : [undefined];
    return places.map((option) => ({
      option,
      place: `argument ${at}${option === undefined ? '' : `, ${option}`}`,
      spoil: () =>
        wrongs.map((wrong) => {
          const args = calls[name]!();
          const given = option === undefined ? args[at] : (args[at] as Record<string, unknown>)[option];
          const value = option === undefined ? wrong : { ...(args[at] as object), [option]: wrong };
          return { args: args.map((other, i) => (i === at ? value : other)), given };
        }),
    }));
  });
}

/** What may stand in a place besides what the calls have there. */
const also: Record<string, readonly unknown[]> = {
  axes: [[0]],
  groups: [[0, 1]],
  inputShape: [[3]],
  learningRate: [() => 0.1],
  mask: [() => new Float32Array(1)],
  optimizer: ['sgd'],
  rate: [0.5],
  validationSplit: [0.2],
  weights: [[0, 1]],
};

/** The kind of a value: that of a list is that of its entries; objects are each of their own. */
function kindOf(value: unknown): string {
  if (Array.isArray(value)) {
    const kinds = new Set(Array.from(value, kindOf));
    return `list of ${kinds.size > 0 ? [...kinds] : 'nothing'}`;
  }
  return value === null ? 'null' : typeof value;
}

/** What an error about a value must be; it may also be about another argument, which does not go with it. */
function classesFor(wrong: unknown, option: string | undefined, given: unknown, message: string): string[] {
  const either = ['RangeError', 'TypeError', 'LossInputError'];
  const kind = kindOf(wrong);
  if (!message.includes(`, got ${show(wrong)}`)) return either;
  if (wrong === null || kind === 'symbol') return ['TypeError'];
  const kinds = [given, ...(also[option ?? ''] ?? (message.includes(': rate must') ? [0.5] : []))]
    .map(kindOf)
    .filter((found) => found !== 'undefined');
  if (kinds.length === 0) return either;
  const isRight =
    kind === 'list of nothing'
      ? kinds.some((found) => /^list of (number|string|list)/.test(found))
      : kinds.includes(kind);
  return [isRight && kind !== 'object' ? 'RangeError' : 'TypeError'];
}

describe.each(names)('%s', (name) => {
  it('refuses what is wrong in one form, and never otherwise', async () => {
    const unfair: string[] = [];
    let refused = 0;
    for (const { place, option, spoil } of variants(name)) {
      for (const [index, { args, given }] of spoil().entries()) {
        const wrong = wrongs[index];
        const { error, result } = await call(name, args);
        release(args[0], result);
        tf.dispose([args, result].map((value) => tensorsIn(value)));
        if (error === undefined || error instanceof Planted) continue;
        const { message, name: kind } = error as Error;
        const isForm = /^\w+: .* must .*, got .+$/s.test(message) && message.length < 500;
        const classes = classesFor(wrong, option, given, message);
        if (!isForm || !classes.includes(kind)) unfair.push(`${place}, ${show(wrong)}: ${kind}: ${message}`);
        refused++;
      }
    }
    expect(unfair).toEqual([]);
    expect(refused).toBeGreaterThan(5);
  });
});
