import { describe, expect, it } from 'vitest';
import { arms, declare, noise, summarize } from '../../test/support/toy';
import { describeMap, describeSaturated, markSaturated } from '../report/notes';
import { renderTerminal } from '../report/render-terminal';
import { mapTable } from '../report/tables/map-table';
import { saturation } from './saturation';

const toy = declare({ arms, seeds: '1-4' });
const metrics = [{ ...toy.metrics[0], ceiling: 1 }] as const;
/** At 0.1 plain training does worse than at 0.2. */
const result = (plain: number) => (arm: string) =>
  arm.startsWith('none') ? (arm.endsWith('0.1') ? plain - 0.1 : plain) : 0.5;

describe('saturation', () => {
  const of = (plain: number, experiment = { ...toy, metrics }, of = result) =>
    saturation(experiment, summarize(experiment, of(plain)));

  it('is where the best arm of plain training is within 1 % of the ceiling', () => {
    expect(of(0.995)).toEqual({
      ...{ arm: 'none-lr-0.2', mean: 0.995, room: expect.closeTo(0.005, 12) },
      ...{ best: 'mask-lr-0.1', detectable: undefined },
    });
    expect(of(0.985)).toBeUndefined();
  });

  it('is not where the metric has no ceiling, or each cell of a map has a baseline of its own', () => {
    expect(of(0.995, { ...toy, metrics: [toy.metrics[0]] } as never)).toBeUndefined();
    expect(of(0.995, { ...toy, metrics, maps: [] } as never)).toBeUndefined();
  });

  it('is told before any table', () => {
    const experiment = { ...toy, metrics };
    const summary = summarize(experiment, result(0.995));
    expect(describeSaturated(experiment, summary)).toEqual([
      expect.stringMatching(
        /^Saturated: the AUC of none-lr-0\.2, 0\.995, is within 1 % .*at most 0\.005: no gain could show here.*no finding\.$/,
      ),
    ]);
    expect(renderTerminal(experiment, summary)).toContain('Saturated: ');
    expect(describeSaturated(experiment, summarize(experiment, result(0.9)))).toEqual([]);
  });

  it('does not say that no gain could show where a smaller one than there is room for would have been found', () => {
    const scattered = (scatter: number) => {
      const experiment = { ...toy, metrics };
      const summary = summarize(
        experiment,
        (arm, seed) => result(0.991)(arm) + (arm.startsWith('mask') ? 0.49 : 0) + scatter * noise(arm, seed),
      );
      return [
        ...describeSaturated(experiment, summary),
        markSaturated(saturation(experiment, summary)!),
      ].join(' ');
    };
    expect(scattered(0.01)).toMatch(
      /at most 0\.009\d* to gain, of which mask-lr-0\.\d would have been found to gain 0\.000\d+ four times in five\. saturated: room for 0\.009\d* at most$/,
    );
    expect(scattered(0.6)).toMatch(/no gain could show here.* saturated: no gain could show$/);
  });

  it('is told of each cell of a map by its own baseline', () => {
    const maps = [
      {
        title: 'A map',
        rows: { label: 'size', values: ['small', 'large'] },
        columns: { label: 'rate', values: ['0.5'] },
        cells: [
          { row: 'small', column: '0.5', arms: ['mask-lr-0.1'], base: ['none-lr-0.1'] },
          { row: 'large', column: '0.5', arms: ['mask-lr-0.2'], base: ['none-lr-0.2'] },
        ],
      },
    ];
    const experiment = { ...toy, metrics, maps };
    const [map] = summarize(experiment, result(0.995)).maps;
    expect(map!.cells.map(({ saturated }) => saturated)).toEqual([false, true]);
    expect(describeMap(map!)).toMatch(/ Saturated, .* 0\.995 or more there: large, 0\.5\. .* no finding\.$/);
    expect(mapTable(map!).rows.map(({ cells }) => cells[1]!.endsWith(', saturated'))).toEqual([false, true]);
    expect(describeMap(summarize(experiment, result(0.9)).maps[0]!)).not.toContain('Saturated');
  });
});
