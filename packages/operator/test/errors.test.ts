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
  ...[{}, Object.create(null), thrower({}), new Array(3), [Symbol('s')], detached, new Date(Number.NaN)],
];

/** The arguments of a call, of which one, or an option, is wrong; and what was there. */
function variants(name: string): { place: string; spoil: () => { args: unknown[]; given: unknown }[] }[] {
  const isOptions = (value: unknown) => value != null && Object.getPrototypeOf(value) === Object.prototype;
  return calls[name]!().flatMap((argument, at) => {
    const places = isOptions(argument) ? [undefined, ...Object.keys(argument as object)] : [undefined];
    return places.map((option) => ({
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

/** What an error about a value may be; it may also be about another argument, which does not go with it. */
function kindsFor(wrong: unknown, given: unknown, isAboutIt: boolean): string[] {
  if (isAboutIt && typeof wrong === 'number' && typeof given === 'number') return ['RangeError'];
  if (isAboutIt && wrong === null) return ['TypeError'];
  return ['RangeError', 'TypeError'];
}

describe.each(names)('%s', (name) => {
  it('refuses what is wrong in one form, and never otherwise', async () => {
    const unfair: string[] = [];
    let refused = 0;
    for (const { place, spoil } of variants(name)) {
      for (const [index, { args, given }] of spoil().entries()) {
        const wrong = wrongs[index];
        const { error, result } = await call(name, args);
        release(args[0], result);
        tf.dispose([args, result].map((value) => tensorsIn(value)));
        if (error === undefined || error instanceof Planted) continue;
        const { message, name: kind } = error as Error;
        const isForm = /^\w+: .* must .*, got .+$/s.test(message) && message.length < 500;
        // A loss refuses what is passed on to it.
        const kinds = kindsFor(wrong, given, message.includes(`got ${show(wrong)}`)).concat('LossInputError');
        if (!isForm || !kinds.includes(kind)) unfair.push(`${place}, ${show(wrong)}: ${kind}: ${message}`);
        refused++;
      }
    }
    expect(unfair).toEqual([]);
    expect(refused).toBeGreaterThan(5);
  });
});
