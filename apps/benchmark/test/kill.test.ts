import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { readRecords } from '../src/records/record-file';
import { finishCli, runCli, startCli } from './support/command-line';
import { killAtRandom, kills, outcomes, shortRunCount, shortRuns } from './support/kills';
import { temporaryFolder } from './support/records';

const sweep = ['run', ...shortRuns, '--workers', '2', '--json'];

const lines = (out: string) => {
  const path = join(out, 'records.jsonl');
  return existsSync(path) ? readFileSync(path, 'utf8').split('\n').length - 1 : 0;
};

it(`a sweep killed ${kills} times records every run once, with the results of an undisturbed one`, async () => {
  const undisturbed = temporaryFolder();
  await runCli(...sweep, '--out', undisturbed);
  const expected = outcomes(readRecords(undisturbed));
  expect(expected).toHaveLength(shortRunCount);

  const out = temporaryFolder();
  let child = startCli(...sweep, '--out', out);
  let finished = finishCli(child);
  await killAtRandom(
    () => lines(out),
    async () => {
      child.kill('SIGKILL');
      expect((await finished).signal).toBe('SIGKILL');
      child = startCli(...sweep, '--out', out);
      finished = finishCli(child);
    },
  );
  const before = lines(out);
  expect(before).toBeLessThan(shortRunCount);
  expect((await finished).code).toBe(0);
  expect(lines(out)).toBe(shortRunCount);
  expect(outcomes(readRecords(out))).toEqual(expected);
}, 3_600_000);
