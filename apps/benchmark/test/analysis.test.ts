import { describe, expect, it } from 'vitest';
import type { Section } from '../src/analysis/sections';
import { summarizeExperiment } from '../src/analysis/summarize';
import { rivals, untuned } from '../src/analysis/tuned';
import { grid } from '../src/experiments/grid';
import { listRuns } from '../src/experiments/run-list';
import { describeSection } from '../src/report/chapter';
import { renderMarkdownReport } from '../src/report/markdown-report';
import { describeMap } from '../src/report/notes';
import { renderResults } from '../src/report/readme-results';
import { renderTerminal } from '../src/report/render-terminal';
import { recordOf } from './support/records';
import { arms, declare, noise, type Settings, summarize } from './support/toy';

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
