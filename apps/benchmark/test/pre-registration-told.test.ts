import { describe, expect, it } from 'vitest';
import { claims } from '../src/analysis/confirm';
import type { Section } from '../src/analysis/sections';
import { type ExperimentSummary, summarizeExperiment } from '../src/analysis/summarize';
import { grid } from '../src/experiments/grid';
import { listRuns } from '../src/experiments/run-list';
import { describeOutcome } from '../src/report/notes';
import { renderResults } from '../src/report/readme-results';
import { all, experiment, isChosen, result } from './support/pre-registered-toy';
import { recordOf } from './support/records';
import { declare, noise, type Settings, summarize } from './support/toy';

describe('what came of a comparison fixed in advance', () => {
  it('is not disturbed by runs that the plan does not name', () => {
    const runs = listRuns(experiment, 'full', { backend: 'wasm', seeds: [...all, 30] });
    const records = runs.map((run) => {
      const record = recordOf(run, { auc: result(run.arm, run.seed) });
      const other = run.seed === 30 || (run.seed > 8 && !isChosen(run.arm));
      return other ? { ...record, provenance: { ...record.provenance, commit: null } } : record;
    });
    const { confirmed } = summarizeExperiment(experiment, 'full', runs, records);
    expect(confirmed).toMatchObject({ unsound: undefined, verdict: 'confirmed', commit: '0123456789ab' });
    expect(confirmed!.progress).toEqual({ recorded: 52, planned: 52 });
  });

  it('tells how many settings of a family gave results of their own', () => {
    const summary = summarize(
      experiment,
      (arm, seed) => result(arm.replace('none-lr-0.2', 'none-lr-0.1'), seed),
      all,
    );
    expect(summary.confirmed!.chosen[0]).toMatchObject({ tried: 2, distinct: 1 });
    expect(describeOutcome(summary.confirmed!)).toContain(
      'Chosen: none: none-lr-0.1 (of 2 settings with 1 different results); mask: mask-lr-0.1 (of 2 settings); crop: crop (of 1 settings).',
    );
    expect(describeOutcome(summary.confirmed!)).toContain(
      'Chosen at an end of their learning rates, so that others might do better: none-lr-0.1 (lowest), mask-lr-0.1 (lowest).',
    );
  });

  it('names what was beaten after correction, only if the deciding difference is positive, and what was not', () => {
    const gains: Record<string, number> = { mask: 0.1, crop: 0, none: 0 };
    const gained = (changes: Record<string, number>) =>
      summarize(
        experiment,
        (arm, seed) => 0.5 + { ...gains, ...changes }[arm.split('-')[0]!]! + noise(arm, seed),
        all,
      );
    const claimed = (changes: Record<string, number>) => {
      const { shown, others } = claims(gained(changes).confirmed!);
      return [shown, others].map((results) => results.map(({ family, base }) => `${family} > ${base}`));
    };
    expect(claimed({})).toEqual([['mask > crop'], ['crop > none']]);
    expect(claimed({ crop: 0.1 })).toEqual([['crop > none'], ['mask > crop']]);
    expect(claimed({ none: 0.2 })).toEqual([[], ['mask > crop', 'crop > none']]);
    const told = (summary: ExperimentSummary) => describeOutcome(summary.confirmed!).join('\n');
    expect(told(gained({ crop: 0.1 }))).toMatch(/^mask was not shown to beat: crop\.$/m);
    expect(told(gained({ crop: 0.1 }))).not.toContain('mask beats');
    expect(told(gained({}))).toMatch(/^mask beats \(.*\): crop\.$/m);
    expect(told(gained({}))).toMatch(/^Not shown to beat none: crop\.$/m);
    expect(told(gained({ crop: 0.1 }))).toMatch(/^Others that beat none \(.*\): crop\.$/m);
  });

  it('has a row in the README that says how it ended, or how far it is', () => {
    const row = (summary: ExperimentSummary) => {
      const section = { experiment, summary, records: [], seeds: all, diverged: [] };
      return renderResults([section as unknown as Section])
        .split('\n')
        .find((line) => line.startsWith('| `toy`'));
    };
    expect(row(summarize(experiment, result))).toBe(
      '| `toy` | AUC | fixed in advance: not decided yet, 40 of 52 runs are made |  |  |',
    );
    expect(
      row(summarize(experiment, (arm, seed) => result(arm, seed) + (arm === 'crop' ? 0.2 : 0), all)),
    ).toMatch(
      /^\| `toy` \| AUC \| `mask`, fixed in advance: confirmed \| `none`: \+0\.1\d+ ± .* \| `crop`: −0\.3\d+ ± .* \(Holm .*\) \|$/,
    );
  });

  it('has a row in the README that names better masks than those it is about', () => {
    const arm = 'other-lr-0.1';
    const masked = grid<Settings>(
      { other: { config: { rate: 0.9 }, backdrop: true } },
      { learningRate: [0.1] },
    );
    const { preRegistration } = experiment;
    const wider = declare({
      arms: { ...experiment.arms, ...masked },
      seeds: '1-8',
      preRegistration: {
        ...preRegistration!,
        families: { ...preRegistration!.families, other: [arm] },
        secondary: [...preRegistration!.secondary, { family: 'other', base: 'none' }],
      },
    });
    const summary = summarize(wider, (name, seed) => (name === arm ? 0.95 : result(name, seed)), all);
    const section = { experiment: wider, summary, records: [], seeds: all, diverged: [] };
    expect(renderResults([section as unknown as Section])).toContain(
      '| `mask`, fixed in advance: confirmed (best: `other`) |',
    );
  });

  it('has a row in the README for a question of equivalence, with what the two are worth', () => {
    const asked = declare({
      arms: experiment.arms,
      seeds: '1-8',
      preRegistration: {
        ...experiment.preRegistration!,
        primary: { family: 'crop', base: 'mask' },
        question: { equivalence: { margin: 0.1, provided: { family: 'mask', base: 'none' } } },
        secondary: [{ family: 'mask', base: 'none' }],
      },
    });
    const told = (gain: number) => {
      const summary = summarize(
        asked,
        (arm, seed) => 0.5 + (arm.startsWith('none') ? 0 : gain) + noise(arm, seed),
        all,
      );
      return renderResults([
        { experiment: asked, summary, records: [], seeds: all, diverged: [] } as unknown as Section,
      ]);
    };
    expect(told(0)).toContain('| `crop` and `mask`, fixed in advance: equivalent, but no gain is shown (');
    expect(told(0.2)).toMatch(
      /\| `crop` and `mask`, fixed in advance: equivalent \(.* ± .*; within ±0\.1: p .*\) \| `mask` − `none`: \+0\.2\d+ ± .* \(Holm .*\) \| {2}\|$/m,
    );
  });

  it('is not what other runs are about', () => {
    expect(summarize(experiment, result, [1, 2]).confirmed).toBeUndefined();
  });
});
