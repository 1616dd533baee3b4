import { describe, expect, it } from 'vitest';
import { runsOf } from '../../test/support/records';
import { runId } from '../records/identity';
import { verifyRun } from './verify-run';

const [run] = runsOf('auc-diabetes', 'quick', [100], ['rate-0.9']);

/** The run as a machine with other settings would have listed it. */
function elsewhere(changes: Record<string, string | number>) {
  const config = { ...run!.config, ...changes };
  return { ...run!, config, id: runId({ ...run!, config }) };
}

describe('verifyRun', () => {
  it('gives the same run, from the experiments of this checkout', () => {
    expect(verifyRun(JSON.parse(JSON.stringify(run)), undefined)).toEqual(run);
  });

  it('keeps the backend that was chosen', () => {
    const onCpu = elsewhere({ backend: 'cpu' });
    expect(verifyRun(onCpu, undefined)).toEqual(onCpu);
  });

  it.each([
    [{ revision: 99 }, /seed 100 must have the settings of this checkout, got revision 99, here \d+$/],
    [{ learningRate: 0.25, momentum: 0 }, /got learningRate 0\.25, here 0\.5; momentum 0, here 0\.9$/],
    [{ data: 'cifar-10 1234' }, /got data "cifar-10 1234", here none$/],
  ])('refuses a run of another version: %o', (changes, message) => {
    expect(() => verifyRun(elsewhere(changes), undefined)).toThrow(message);
  });

  it('refuses a run whose id is not that of its settings', () => {
    expect(() => verifyRun({ ...run!, id: '0123456789abcdef' }, undefined)).toThrow(
      /got the id 0123456789abcdef/,
    );
  });

  it('refuses what this checkout does not know', () => {
    expect(() => verifyRun({ ...run!, experiment: 'auc-stars' }, undefined)).toThrow(
      /experiment must be one of/,
    );
    expect(() => verifyRun({ ...run!, arm: 'rate-0.99' }, undefined)).toThrow(/--arms of .* must be one of/);
  });
});
