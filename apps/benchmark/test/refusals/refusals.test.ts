// Every place that refuses something does so in one form, `caller: constraint, got value; remedy`. The places are read from the
// sources, and a case of these tables leads to each; those that take a Redis are reached by queue/refusals.test.ts.
import { initBackend } from '@backdropjs/backend';
import { beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type * as check from '../../src/check';
import { createProgram } from '../../src/commands/program';
import { DataError } from '../../src/data/data-error';
import { dataFolderVariable } from '../../src/data/data-folder';
import { expectForm, otherThrows, refusalSites, refusals } from '../support/refusals';
import { dataStates } from './data';
import { states } from './states';
import { wrongKinds, wrongValues } from './values';

vi.mock('../../src/check', async (original) =>
  (await import('../support/refusals')).watchRefusals(await original<typeof check>()),
);

beforeAll(async () => {
  await initBackend({ backends: ['cpu'] });
});
beforeEach(() => {
  vi.stubEnv(dataFolderVariable, '');
  return () => void vi.unstubAllEnvs();
});

describe.each([
  ['a value outside of its set', wrongValues, [RangeError]],
  ['the wrong kind of thing', wrongKinds, [TypeError]],
  ['a state of the surroundings', states, [Error]],
  ['a state of the data', dataStates, [DataError, Error]],
])('%s', (_, cases, kinds) => {
  it.each(Object.entries(cases))('%s', async (_, act) => {
    const before = refusals.length;
    const error = await (async () => act())().then(
      () => undefined,
      (reason: Error) => reason,
    );
    expect(error).toBeInstanceOf(Error);
    expect(kinds, error!.stack).toContain(error!.constructor);
    expect(refusals.length).toBeGreaterThan(before);
    for (const refusal of refusals.slice(before)) expectForm(refusal.error);
    expectForm(error!);
  });
});

const options = createProgram().commands.flatMap((command) =>
  command.options.map((option) => [command.name(), option.long!, option] as const),
);

describe('an option', () => {
  // What they name is known to the command, which refuses it: see the tables.
  const lists = ['--arms', '--only'];
  it.each(options.filter(([, name, { parseArg }]) => parseArg && !lists.includes(name)))(
    'of %s, %s, is refused under both names',
    (command, name, option) => {
      const parse = () => option.parseArg!('no such thing', undefined);
      expect(parse).toThrow(RangeError);
      expect(parse).toThrow(new RegExp(`^${command}: ${name} must .*, got "no such thing"$`));
    },
  );
});

it('every place that refuses is reached', () => {
  const sites = refusalSites({ redis: false });
  const reached = new Set(refusals.flatMap(({ sites }) => sites));
  expect(sites.length).toBeGreaterThan(60);
  expect(sites.filter((site) => !reached.has(site))).toEqual([]);
});

it('nothing else throws an error of its own', () => {
  expect(otherThrows()).toEqual([]);
});
