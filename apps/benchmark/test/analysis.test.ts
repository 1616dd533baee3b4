import { describe, expect, it } from 'vitest';
import { claims } from '../src/analysis/confirm';
import type { Section } from '../src/analysis/sections';
import { type ExperimentSummary, summarizeExperiment } from '../src/analysis/summarize';
import { rivals, untuned } from '../src/analysis/tuned';
import { defineExperiment, type Experiment } from '../src/experiments/experiment';
import { grid } from '../src/experiments/grid';
import { listRuns } from '../src/experiments/run-list';
import type { RunRecord } from '../src/records/record';
import { describeSection } from '../src/report/chapter';
import { renderMarkdownReport } from '../src/report/markdown-report';
import {
  describeConfirmation,
  describeMap,
  describeOutcome,
  describePending,
  nextRuns,
} from '../src/report/notes';
import { renderResults } from '../src/report/readme-results';
import { renderTerminal } from '../src/report/render-terminal';
import { confirmationTable } from '../src/report/tables/confirmation-table';
import { recordOf } from './support/records';

type Settings = Experiment['config'];

type Declaration = Pick<Experiment, 'arms' | 'preRegistration' | 'maps'> & { seeds: string };

/** An experiment of one metric with one preset, which runs all arms. */
function declare({ arms, seeds, ...rest }: Declaration): Experiment {
  const groups = [{ arms: Object.keys(arms), seeds }];
  return defineExperiment<'auc-table'>({
    name: 'toy',
    title: 'A toy',
    about: 'No training.',
    task: 'auc-table',
    revision: 1,
    metrics: [{ name: 'auc', label: 'AUC', better: 'higher', headline: true }],
    config: { rate: 0, learningRate: 0 } as never,
    arms: arms as never,
    presets: { full: { about: 'all', groups } },
    reference: { source: 'none', arms: {}, comparisons: [] },
    ...rest,
  });
}

/** Summarizes made-up results; undefined stands for a run without a record. */
function summarize(
  experiment: Experiment,
  result: (arm: string, seed: number) => number | undefined,
  seeds?: number[],
) {
  const runs = listRuns(experiment, 'full', { backend: 'wasm', seeds });
  const records = runs.flatMap((run) => {
    const auc = result(run.arm, run.seed);
    return auc === undefined ? [] : [recordOf(run, { auc })];
  });
  return summarizeExperiment(experiment, 'full', runs, records);
}

const arms: Experiment['arms'] = {
  ...grid<Settings>({ none: { config: {} } }, { learningRate: [0.1, 0.2] }),
  ...grid<Settings>({ mask: { config: { rate: 0.5 }, backdrop: true } }, { learningRate: [0.1, 0.2] }),
  ...grid<Settings>({ crop: { config: {} } }),
};
/** Scatter that differs from arm to arm. */
const noise = (arm: string, seed: number) => 0.01 * Math.sin(seed * (1 + arm.length + arm.charCodeAt(0)));

it('an arm takes the median time of its runs', () => {
  const experiment = declare({ arms, seeds: '1-3' });
  const runs = listRuns(experiment, 'full', { backend: 'wasm' });
  const records = runs.map((run) => ({ ...recordOf(run, { auc: 0.5 }), seconds: [1, 30, 2][run.seed - 1]! }));
  expect(summarizeExperiment(experiment, 'full', runs, records).arms[0]).toMatchObject({ n: 3, seconds: 2 });
});

describe('treatments at their best arm', () => {
  const means: Record<string, number> = {
    'none-lr-0.1': 0.7,
    'none-lr-0.2': 0.8,
    'mask-lr-0.1': 0.9,
    'mask-lr-0.2': 0.6,
    crop: 0.9,
  };
  const experiment = declare({ arms, seeds: '1-12' });
  const { tuned } = summarize(experiment, (arm, seed) => means[arm]! + noise(arm, seed));

  it('choose the learning rate of each and compare the best with backdrop with all', () => {
    expect(tuned!.best).toBe('mask-lr-0.1');
    expect(tuned!.treatments.map(({ treatment, arm, tried }) => [treatment, arm, tried])).toEqual([
      ['none', 'none-lr-0.2', 2],
      ['mask', 'mask-lr-0.1', 2],
      ['crop', 'crop', 1],
    ]);
    const [none, mask] = tuned!.treatments;
    expect(none!.comparison!.difference).toBeCloseTo(0.1, 2);
    expect(none!.beaten).toBe(true);
    expect(mask!.comparison).toBeUndefined();
    expect(rivals(tuned!).map(({ arm }) => arm)).toEqual(['crop']);
    expect(tuned!.tried).toBe(2);
    expect(tuned!.treatments.map(({ edge }) => edge)).toEqual(['highest', 'lowest', undefined]);
    expect(mask!.baseline).toMatchObject({ arm: 'mask-lr-0.1', base: 'none-lr-0.2', n: 12 });
  });

  it('name those that had one learning rate only, and do not count them as beaten', () => {
    const summary = summarize(
      experiment,
      (arm, seed) => (arm === 'crop' ? 0.5 : means[arm]!) + noise(arm, seed),
    );
    expect(untuned(summary.tuned!).map(({ arm }) => arm)).toEqual(['crop']);
    expect(renderTerminal(experiment, summary)).toMatch(
      /By AUC, every treatment without backdrop .* was worse on these seeds .* one learning rate only.*: crop\./,
    );
  });

  it('are left out where no arm masks, and where treatments train on different data', () => {
    const without = declare({
      arms: grid<Settings>({ none: { config: {} }, crop: { config: { rate: 0.1 } } }),
      seeds: '1-3',
    });
    expect(summarize(without, () => 0.5).tuned).toBeUndefined();
    const map = {
      title: 'map',
      rows: { label: 'r', values: [] },
      columns: { label: 'c', values: [] },
      cells: [],
    };
    expect(summarize(declare({ arms, seeds: '1-3', maps: [map] }), () => 0.5).tuned).toBeUndefined();
  });
});

describe('a comparison fixed in advance', () => {
  const experiment = declare({
    arms,
    seeds: '1-8',
    preRegistration: {
      plan: 'plans/toy.md',
      families: {
        none: ['none-lr-0.1', 'none-lr-0.2'],
        mask: ['mask-lr-0.1', 'mask-lr-0.2'],
        crop: ['crop'],
      },
      choose: '1-4',
      test: '5-12',
      primary: { family: 'mask', base: 'none' },
      worthwhile: 0.05,
      secondary: [
        { family: 'mask', base: 'crop' },
        { family: 'crop', base: 'none' },
      ],
    },
  });
  /** On seeds 1 to 4 the arms at 0.1 look best, from 5 on those at 0.2 are; mask gains 0.1 at 0.1 and loses 0.1 at 0.2. */
  const result = (arm: string, seed: number) => {
    const base = arm.endsWith('-lr-0.1') === seed <= 4 ? 0.8 : 0.5;
    const gain = arm.startsWith('mask') ? (arm.endsWith('0.1') ? 0.1 : -0.1) : 0;
    return base + gain + noise(arm, seed);
  };
  const isChosen = (arm: string) => !arm.endsWith('-lr-0.2');
  const all = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12];

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

  it('is not what other runs are about', () => {
    expect(summarize(experiment, result, [1, 2]).confirmed).toBeUndefined();
  });
});

describe('a map', () => {
  const experiment = declare({
    arms,
    seeds: '1-6',
    maps: [
      {
        title: 'Masks by place',
        rows: { label: 'place', values: ['fine', 'coarse'] },
        columns: { label: 'rate', values: ['0.5', '0.9'] },
        cells: [
          {
            row: 'fine',
            column: '0.5',
            arms: ['mask-lr-0.1', 'mask-lr-0.2'],
            base: ['none-lr-0.1', 'none-lr-0.2'],
          },
          { row: 'coarse', column: '0.9', arms: ['mask-lr-0.2'], base: ['crop'] },
        ],
      },
    ],
  });
  const summary = summarize(experiment, (arm, seed) =>
    arm === 'crop'
      ? undefined
      : (arm.endsWith('0.2') ? 0.8 : 0.6) + (arm.startsWith('mask') ? 0.1 : 0) + noise(arm, seed),
  );

  it('compares the best arms of each cell that has results', () => {
    expect(summary.maps).toHaveLength(1);
    expect(summary.maps[0]!.cells).toMatchObject([
      {
        row: 'fine',
        column: '0.5',
        comparison: { arm: 'mask-lr-0.2', base: 'none-lr-0.2', n: 6 },
        baseMean: expect.closeTo(0.8, 1),
        edges: { arm: 'highest', base: 'highest' },
      },
    ]);
  });

  it('is told with its largest differences and the choices at an end of the learning rates', () => {
    const told =
      /of 1 cells, masks raise the metric in 1 and lower it in 0 .*; differences from (\+0\.1\d\d ± \S+) to \1, where .* reaches (0\.[78]\d\d) to \2\. Best at the lowest of the learning rates: 0 with masks, 0 without; at the highest: 1 and 1\./;
    expect(describeMap(summary.maps[0]!)).toMatch(told);
    const section = { experiment, summary, records: [], seeds: [1], diverged: [] } as unknown as Section;
    for (const text of [renderResults([section]), renderTerminal(experiment, summary)]) {
      expect(text).toMatch(told);
      expect(text).toContain('Each cell of a map is the AUC of the best arm with masks minus that of');
    }
  });

  it('is drawn, and stands in numbers', async () => {
    const [run] = listRuns(experiment, 'full', { backend: 'wasm' });
    const section = {
      experiment,
      summary,
      records: [],
      seeds: [1],
      sample: run!,
      command: 'command',
      origins: [],
      diverged: [],
    };
    const chapter = await describeSection(section);
    expect(chapter.filter(({ kind }) => kind === 'charts')).toMatchObject([
      { charts: [{ caption: expect.stringContaining('Masks by place') }] },
    ]);
    expect(renderMarkdownReport([chapter])).toMatch(
      /\| fine \| \+0\.1\d\d ± 0\.\d{3}, p [\d.e-]+ \| – \|\n\| coarse \| – \| – \|/,
    );
  });
});
