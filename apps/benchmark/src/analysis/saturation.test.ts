import { describe, expect, it } from 'vitest';
import { arms, declare, summarize } from '../../test/support/toy';
import { describeSaturated } from '../report/notes';
import { renderTerminal } from '../report/render-terminal';
import { saturation } from './saturation';

const toy = declare({ arms, seeds: '1-4' });
const metrics = [{ ...toy.metrics[0], ceiling: 1 }] as const;
/** At 0.1 plain training does worse than at 0.2. */
const result = (plain: number) => (arm: string) =>
  arm.startsWith('none') ? (arm.endsWith('0.1') ? plain - 0.1 : plain) : 0.5;

describe('saturation', () => {
  const of = (plain: number, experiment = { ...toy, metrics }) =>
    saturation(experiment, summarize(experiment, result(plain)).arms);

  it('is where the best arm of plain training is within 1 % of the ceiling', () => {
    expect(of(0.995)).toEqual({ arm: 'none-lr-0.2', mean: 0.995 });
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
      expect.stringMatching(/^Saturated: the AUC of none-lr-0\.2, 0\.995, is within 1 % .*no finding\.$/),
    ]);
    expect(renderTerminal(experiment, summary)).toContain('Saturated: ');
    expect(describeSaturated(experiment, summarize(experiment, result(0.9)))).toEqual([]);
  });
});
