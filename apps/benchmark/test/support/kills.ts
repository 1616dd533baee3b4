import { key, uniform } from '@backdropjs/random';
import { expect } from 'vitest';
import type { RunRecord } from '../../src/records/record';

/** How many processes the tests of kills kill; `BACKDROPJS_KILLS` sets another number, and does before a release. */
export const kills = Number(process.env['BACKDROPJS_KILLS'] ?? 4);

/** Short runs, four arms of each seed: fewer and shorter ones where the kills are few. */
const seeds = kills > 4 ? 15 : 6;
export const shortRuns = [
  ...['auc-diabetes', '--preset', kills > 20 ? 'quick' : 'smoke'],
  ...['--seeds', `100-${99 + seeds}`],
];
export const shortRunCount = 4 * seeds;

/** What a run is and what came out of it, without time and place. */
export function outcomes(records: readonly RunRecord[]) {
  return records
    .map(({ id, arm, seed, metrics, curve }) => ({ id, arm, seed, metrics, curve }))
    .sort((a, b) => (a.id < b.id ? -1 : 1));
}

/**
 * Calls `kill` at random moments, as often as asked for, before all runs are recorded.
 *
 * A moment comes at most `horizon` after the one before, which shrinks while more runs than kills are done and grows
 * while fewer are, so that the kills fall on the whole sweep: on starting processes, on training ones, on writing ones.
 */
export async function killAtRandom(
  recorded: () => number | Promise<number>,
  kill: (index: number) => Promise<void>,
): Promise<void> {
  const draws = uniform(key('kills'), kills);
  let horizon = 2000;
  for (let killed = 0; killed < kills; killed++) {
    const quota = Math.floor((shortRunCount * (killed + 1)) / (kills + 1));
    const moment = performance.now() + draws[killed]! * horizon;
    await expect
      .poll(async () => performance.now() > moment || (await recorded()) >= quota, {
        interval: 2,
        timeout: 120_000,
      })
      .toBe(true);
    await kill(killed);
    const ahead = (await recorded()) / shortRunCount > (killed + 1) / kills;
    horizon = Math.min(Math.max(horizon * (ahead ? 0.8 : 1.2), 100), 60_000);
  }
}
