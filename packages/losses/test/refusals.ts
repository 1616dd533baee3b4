// What may be handed over by mistake, and the one form of the errors that refuse it: `function: constraint, got value; remedy`.
import { LossInputError } from '@backdropjs/losses';
import { expect } from 'vitest';

export type Call = (...list: unknown[]) => unknown;

export const wrongs: unknown[] = [
  ...[null, undefined, true, Symbol('s'), {}, [], () => 1, Object.create(null), new Date(NaN), 10n ** 30n],
  ...[
    -1,
    1.5,
    NaN,
    Infinity,
    2 ** 53,
    'x'.repeat(1e5),
    { misspelled: 1 },
    [NaN, 1, 2],
    ['1', '2', '3'],
    [1, 2],
  ],
];

/**
 * Runs with each argument wrong in turn; every error must have the form, and name one of the callers. Returns how many there
 * were.
 */
export async function refusals(
  callers: readonly string[],
  run: Call,
  right: readonly unknown[],
  also: readonly unknown[] = [],
): Promise<number> {
  let refused = 0;
  for (const at of right.keys()) {
    for (const wrong of [...wrongs, ...also]) {
      try {
        await run(...right.map((value, i) => (i === at ? wrong : value)));
      } catch (error) {
        const { message } = error as Error;
        expect(error, `${callers[0]}, argument ${at}: ${message}`).toBeInstanceOf(LossInputError);
        expect(callers, message).toContain(message.slice(0, message.indexOf(':')));
        expect(message).toMatch(/^\w+: [^;]+, got .+?(; .+)?$/s);
        expect(message.length).toBeLessThan(400);
        refused++;
      }
    }
  }
  return refused;
}
