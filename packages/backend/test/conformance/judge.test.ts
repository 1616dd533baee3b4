import { expect, it } from 'vitest';
import { type Event, judge } from './judge.mjs';

const test = (name: string, status = 'passed'): Event => ({
  event: 'test',
  name,
  status,
  message: 'why',
  at: 'where',
});
const wrong = { name: 'wrong', onStock: 'passed' as const, message: /^why$/, reason: 'see there' };
const events = [test('right'), test('wrong', 'failed')];
const stock = [test('right', 'failed'), test('wrong')];
const good = { events, stock, exceptions: [wrong], atLeast: 2 };

it('passes what passes but for the exceptions', () => {
  const { lines, ...counts } = judge(good);
  expect(counts).toEqual({ passed: 1, failed: 0, excepted: 1 });
  expect(lines).toEqual([
    'excepted (passed on stock): wrong: see there',
    "tfjs's wasm alone: 1 passed, 1 failed",
  ]);
});

it.each<[string, Partial<Parameters<typeof judge>[0]>, RegExp]>([
  ['a failure', { events: [...events, test('new', 'failed')] }, /^failed: new\n {2}why\n {2}where$/],
  [
    'a failure of what passes on stock',
    { events: [...events, test('new', 'failed')], stock: [...stock, test('new')] },
    /^failed \(passes on stock\): new/,
  ],
  [
    'a failure of a second test of one name',
    { events: [...events, test('right', 'failed')] },
    /^failed: right #2/,
  ],
  [
    'an exception that fails for another reason',
    { events: [test('right'), { ...test('wrong', 'failed'), message: 'TypeError: why' }] },
    /^failed \(passes on stock\): wrong\n {2}TypeError: why\n/,
  ],
  ['an exception that passes', { events: [test('right'), test('wrong')] }, /passes, but .*: wrong$/],
  [
    'an exception that is not seen',
    { events: [test('right'), test('other')], stock: [] },
    /did not run: wrong$/,
  ],
  [
    'an exception that fails on stock, too',
    { stock: [test('right'), test('wrong', 'failed')] },
    /passed on stock says exceptions.mjs, it failed: wrong/,
  ],
  ['a test that ran on stock only', { stock: [...stock, test('lost')] }, /ran on stock only: lost/],
  ['too few tests', { atLeast: 3 }, /^2 tests ran, expected at least 3$/],
  ['skipped tests', { events: [...events, test('x', 'pending')], atLeast: 3 }, /^2 tests ran/],
  [
    'an error outside of tests',
    { events: [...events, { event: 'outside', message: 'oh' }] },
    /outside .* oh/,
  ],
  ['a run that died', { events: [...events, { event: 'ended', message: 'by 1' }] }, /did not end .* by 1/],
  ['a run on stock that died', { stock: [...stock, { event: 'ended', message: 'by 1' }] }, /did not end/],
])('fails for %s', (_, change, said) => {
  const { lines, failed } = judge({ ...good, ...change });
  expect(failed).toBe(1);
  expect(lines[0]).toMatch(said);
});
