import { describe, expect, it } from 'vitest';
import { summarizeExperiment } from '../src/analysis/summarize';
import { defineExperiment, type Experiment } from '../src/experiments/experiment';
import { listRuns } from '../src/experiments/run-list';
import type { RunRecord } from '../src/records/record';
import { describeConfirmation, describeOutcome, describePending, nextRuns } from '../src/report/notes';
import { renderTerminal } from '../src/report/render-terminal';
import { confirmationTable } from '../src/report/tables/confirmation-table';
import { equivalenceP } from '../src/statistics/equivalence';
import { all, experiment, isChosen, result } from './support/pre-registered-toy';
import { recordOf } from './support/records';
import { noise, summarize } from './support/toy';

describe('a comparison fixed in advance', () => {
  it('chooses on one part of the seeds and compares on the other', () => {
    const { confirmed } = summarize(
      experiment,
      (arm, seed) => (seed > 5 && !isChosen(arm) ? undefined : result(arm, seed)),
      all,
    );
    expect(confirmed!.pending).toBeUndefined();
    expect(confirmed!.chosen).toEqual([
      { family: 'none', arm: 'none-lr-0.1', tried: 2, distinct: 2, edge: 'lowest' },
      { family: 'mask', arm: 'mask-lr-0.1', tried: 2, distinct: 2, edge: 'lowest' },
      { family: 'crop', arm: 'crop', tried: 1, distinct: 1, edge: undefined },
    ]);
    const { comparison } = confirmed!.primary!;
    expect([comparison.arm, comparison.base, comparison.n]).toEqual(['mask-lr-0.1', 'none-lr-0.1', 8]);
    expect(comparison.difference).toBeCloseTo(0.1, 1);
    const [ours, theirs] = confirmed!.primary!.means;
    expect([ours - theirs, theirs]).toEqual([
      expect.closeTo(comparison.difference, 12),
      expect.closeTo(0.5, 1),
    ]);
    // Arms that were not chosen lack runs of the other half.
    expect(confirmed!.exchanged).toBeUndefined();
    expect(comparison.differences.map(({ seed }) => seed)).toEqual([5, 6, 7, 8, 9, 10, 11, 12]);
  });

  it('corrects the others for their number, and exchanges the halves', () => {
    const { confirmed } = summarize(experiment, result, all);
    for (const { holmP, comparison } of confirmed!.secondary) {
      expect(holmP).toBeGreaterThanOrEqual(comparison.tTestP!);
    }
    expect(confirmed!.secondary).toHaveLength(2);
    // On seeds 5 to 8, which all arms have, the arms at 0.2 are chosen, and compared on 1 to 4.
    const { comparison } = confirmed!.exchanged!;
    expect([comparison.arm, comparison.base, comparison.n]).toEqual(['mask-lr-0.2', 'none-lr-0.2', 4]);
    expect(comparison.difference).toBeCloseTo(-0.1, 1);
    expect(describeOutcome(confirmed!)).toContain(
      'Chosen with the halves exchanged: mask-lr-0.2 and none-lr-0.2.',
    );
    expect(confirmationTable(confirmed!).rows.map(({ cells }) => cells[0])).toEqual([
      'mask − none (primary)',
      'mask − crop',
      'crop − none',
      'mask − none (halves exchanged)',
    ]);
  });

  it('tells the primary comparison by the other metrics too, of the arms chosen by the first', () => {
    const loss = { name: 'loss', label: 'test loss', better: 'lower' } as const;
    const both: Experiment = { ...experiment, metrics: [...experiment.metrics, loss] };
    const runs = listRuns(both, 'full', { backend: 'wasm', seeds: all });
    const records = runs.map((run) =>
      recordOf(run, { auc: result(run.arm, run.seed), loss: run.arm === 'mask-lr-0.1' ? 0.25 : 1 }),
    );
    const { confirmed } = summarizeExperiment(both, 'full', runs, records);
    expect(confirmed!.besides).toMatchObject([
      { family: 'mask', base: 'none', label: 'test loss', means: [0.25, 1], comparison: { n: 8 } },
    ]);
    expect(confirmationTable(confirmed!).rows.map(({ cells }) => cells[0])).toContain(
      'mask − none, test loss',
    );
  });

  it('shows nothing before all runs to choose from are there, then the arms to be run on', () => {
    const begun = summarize(experiment, (arm, seed) => (seed > 3 ? undefined : result(arm, seed)));
    expect(begun.confirmed).toMatchObject({ chosen: [], primary: undefined, secondary: [] });
    expect(begun.confirmed!.pending).toMatchObject({ seeds: '1-4', runs: 5 });
    expect(begun.confirmed!.progress).toEqual({ recorded: 15, planned: 52 });
    const chosen = summarize(experiment, result);
    expect(chosen.confirmed!.pending).toEqual({
      arms: ['none-lr-0.1', 'mask-lr-0.1', 'crop'],
      seeds: '5-12',
      runs: 12,
    });
    expect(chosen.confirmed!.primary).toBeUndefined();
    expect(chosen.confirmed!.progress).toEqual({ recorded: 40, planned: 52 });
    expect(describePending(chosen.confirmed!)).toContain('Not decided yet: 40 of the 52 runs of the plan');
    expect(nextRuns(chosen, 'command')).toEqual({
      runs: 12,
      make: 'command --seeds 5-12 --arms none-lr-0.1,mask-lr-0.1,crop (in a checkout of commit 0123456789ab, built there)',
    });
    const text = renderTerminal(experiment, chosen);
    expect(text).toMatch(/Fixed in advance by plans\/toy\.md: pnpm bench report/);
    expect(text).not.toContain('±');
  });

  it.each([
    ['confirmed', 0.1, /^Confirmed: /m],
    ['small', 0.02, /^Confirmed and refuted: /m],
    ['refuted', 0.001, /^Refuted: /m],
    ['undecided', 0.046, /^Undecided: /m],
    ['harmful', -0.1, /^Refuted, and harm: /m],
  ])('is %s where the rule says so', (verdict, gain, sentence) => {
    const scatter = verdict === 'undecided' ? 15 : 1;
    const summary = summarize(
      experiment,
      (arm, seed) => 0.8 + (arm.startsWith('mask') ? gain : 0) + scatter * noise(arm, seed),
      all,
    );
    expect(summary.confirmed!.verdict).toBe(verdict);
    expect(describeConfirmation(summary.confirmed!).join('\n')).toMatch(sentence);
  });

  it.each([
    ['equivalent', 0.01, 1, /^Equivalent: .* either way: p .*\.$/m],
    ['different', 0.04, 1, /^Different: /m],
    ['undecided', 0.01, 15, /^Undecided: /m],
  ])('of equivalence is %s where the rule says so', (verdict, gain, scatter, sentence) => {
    const question = { equivalence: { margin: 0.03, provided: { family: 'mask', base: 'crop' } } };
    const asked = { ...experiment, preRegistration: { ...experiment.preRegistration!, question } };
    const { confirmed } = summarize(
      asked,
      (arm, seed) => 0.8 + (arm.startsWith('mask') ? gain : 0) + scatter * noise(arm, seed),
      all,
    );
    expect(confirmed!.verdict).toBe(verdict);
    expect(confirmed!.equivalence).toEqual({
      margin: 0.03,
      p: equivalenceP(confirmed!.primary!.comparison, 0.03),
    });
    expect(confirmed!.equivalence!.p! < 0.05).toBe(verdict === 'equivalent');
    expect(describeConfirmation(confirmed!).join('\n')).toMatch(sentence);
  });

  it('of equivalence claims differences either way, after correction', () => {
    const question = { equivalence: { margin: 0.03, provided: { family: 'mask', base: 'crop' } } };
    const asked = { ...experiment, preRegistration: { ...experiment.preRegistration!, question } };
    const { confirmed } = summarize(
      asked,
      (arm, seed) => 0.8 - (arm === 'crop' ? 0.1 : 0) + noise(arm, seed),
      all,
    );
    const told = describeOutcome(confirmed!);
    expect(told).toContainEqual(
      expect.stringMatching(
        /^Shown to differ \(.*\): mask above crop \(\+0\.\d+\); crop below none \(−0\.\d+\)\.$/,
      ),
    );
    expect(told.join('\n')).not.toMatch(/beat/);
  });

  it.each([
    [
      0.1,
      /^Read as one about the gain, as mask − crop is positive: \+0\.1\d+ ± .*, p .* after Holm's correction\.$/m,
    ],
    [0, /^Not to be read as one about a gain, as mask − crop is not shown to be positive: /m],
    [-0.1, /^Not to be read as one about a gain, as mask − crop is not shown to be positive: /m],
  ])('of equivalence is one about a gain only if there is one: %s', (gain, sentence) => {
    const question = { equivalence: { margin: 0.2, provided: { family: 'mask', base: 'crop' } } };
    const asked = { ...experiment, preRegistration: { ...experiment.preRegistration!, question } };
    const { confirmed } = summarize(
      asked,
      (arm, seed) => 0.8 + (arm.startsWith('mask') ? gain : 0) + noise(arm, seed),
      all,
    );
    expect(confirmed).toMatchObject({ verdict: 'equivalent', provided: { holds: gain > 0 } });
    expect(describeOutcome(confirmed!).join('\n')).toMatch(sentence);
  });

  it.each([
    [
      0,
      true,
      /^No effect was predicted on test loss, which is borne out: .* lies within 0\.03 either way; a difference of 0\.\d+ would/m,
    ],
    [
      0.1,
      false,
      /^No effect was predicted on test loss, which is not borne out: mask − none is \+0\.1.* does not lie within 0\.03/m,
    ],
    [-0.1, false, /^No effect was predicted on test loss, which is not borne out: /m],
  ])('predicts no effect by another metric, and tells what came of that: %s', (gain, holds, sentence) => {
    const loss = { name: 'loss', label: 'test loss', better: 'lower' } as const;
    const noEffect = { metric: 'loss', within: 0.03 };
    const both: Experiment = {
      ...experiment,
      metrics: [...experiment.metrics, loss],
      preRegistration: { ...experiment.preRegistration!, noEffect },
    };
    const runs = listRuns(both, 'full', { backend: 'wasm', seeds: all });
    const records = runs.map(({ arm, seed, ...run }) =>
      recordOf(
        { arm, seed, ...run },
        {
          auc: result(arm, seed),
          loss: 1 + (arm.startsWith('mask') ? gain : 0) + noise(arm, seed),
        },
      ),
    );
    const { confirmed } = summarizeExperiment(both, 'full', runs, records);
    expect(confirmed!.noEffect).toMatchObject({ label: 'test loss', holds });
    expect(describeOutcome(confirmed!).join('\n')).toMatch(sentence);
  });

  it('refuses conditions on what is not compared or measured', () => {
    const provided = { family: 'mask', base: 'none' };
    const declared = (changes: object) => () =>
      defineExperiment({
        ...experiment,
        preRegistration: { ...experiment.preRegistration!, ...changes },
      } as never);
    expect(declared({ question: { equivalence: { margin: 0.1, provided } } })).toThrow(
      /provided with must be one of mask - crop, crop - none, got "mask - none"/,
    );
    expect(declared({ noEffect: { metric: 'loss', within: 0.1 } })).toThrow(/metrics without effect of toy/);
  });

  it('chooses the first of arms that tie, whatever the order in which their means are added up', () => {
    // 0.1 + 0.2 + 0.3 is not 0.3 + 0.2 + 0.1.
    const values: Record<string, readonly number[]> = {
      'none-lr-0.1': [0.3, 0.2, 0.1, 0],
      'none-lr-0.2': [0.1, 0.2, 0.3, 0],
    };
    const { confirmed } = summarize(experiment, (arm, seed) => values[arm]?.[seed - 1] ?? 0.5);
    expect(confirmed!.chosen[0]).toMatchObject({ arm: 'none-lr-0.1' });
  });

  it('has no verdict on runs of several commits, or of one with changes', () => {
    const runs = listRuns(experiment, 'full', { backend: 'wasm', seeds: all });
    const records = runs.map((run) => recordOf(run, { auc: result(run.arm, run.seed) }));
    const from = (changes: object) => {
      const [first, ...others] = records as [RunRecord, ...RunRecord[]];
      const changed = { ...first, provenance: { ...first.provenance, ...changes } };
      return summarizeExperiment(experiment, 'full', runs, [changed, ...others]);
    };
    expect(from({}).confirmed).toMatchObject({ unsound: undefined, verdict: 'confirmed' });
    for (const [changes, source] of [
      [{ commit: 'f'.repeat(40) }, '1 of commit ffffffffffff, 51 of commit 0123456789ab'],
      [{ dirty: true }, '1 of commit 0123456789ab with changes, 51 of commit 0123456789ab'],
      [{ commit: null }, '1 of an unknown commit, 51 of commit 0123456789ab'],
    ] as const) {
      const summary = from(changes);
      const { unsound, verdict, primary } = summary.confirmed!;
      expect(unsound).toContain(
        `one commit without changes, and there are ${source}. Keep the records of one`,
      );
      expect(nextRuns(summary, 'command')).toBeUndefined();
      expect(verdict).toBeUndefined();
      expect(primary).toBeDefined();
    }
  });
});
