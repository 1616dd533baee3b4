import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { readRecords } from '../src/records/record-file';
import { finishCli, runCli, startCli } from './support/command-line';
import { temporaryFolder } from './support/records';

const sweep = ['run', 'auc-diabetes', '--preset', 'smoke', '--seeds', '100-111', '--workers', '2', '--json'];

const sizeOf = (out: string) => statSync(join(out, 'records.jsonl'), { throwIfNoEntry: false })?.size ?? 0;

/** What a run is and what came out of it, without the time and place. */
const outcomes = (out: string) =>
  readRecords(out)
    .map(({ id, arm, seed, metrics, curve }) => ({ id, arm, seed, metrics, curve }))
    .sort((a, b) => a.id.localeCompare(b.id));

it('a sweep killed again and again records every run once, with the results of an undisturbed one', async () => {
  const undisturbed = temporaryFolder();
  await runCli(...sweep, '--out', undisturbed);
  const expected = outcomes(undisturbed);
  expect(expected).toHaveLength(48);

  const out = temporaryFolder();
  const whole = sizeOf(undisturbed);
  // Killed before the first record, then each time as soon as the file has grown past the next size.
  for (const share of [0, 0.02, 0.15, 0.3, 0.31, 0.45, 0.6]) {
    const child = startCli(...sweep, '--out', out);
    const finished = finishCli(child);
    await expect
      .poll(() => sizeOf(out) > share * whole || share === 0, { interval: 1, timeout: 20_000 })
      .toBe(true);
    child.kill('SIGKILL');
    expect((await finished).signal).toBe('SIGKILL');
  }
  const before = readRecords(out).length;
  expect(before).toBeGreaterThan(0);
  expect(before).toBeLessThan(48);

  const { code, stderr } = await runCli(...sweep, '--out', out);
  expect(code).toBe(0);
  expect(stderr).toMatch(new RegExp(`^${48 - before} runs to do, ${before} recorded before`));
  expect(outcomes(out)).toEqual(expected);
  expect(readFileSync(join(out, 'records.jsonl'), 'utf8').trimEnd().split('\n')).toHaveLength(48);
}, 120_000);
