import { describe, expect, it } from 'vitest';
import { experiments } from '../../benchmark/src/experiments';
import { treatmentInWords } from '../results/arm-names';
import { axisOf, type Chosen, forest, treatmentsOf } from '../results/forest';
import { overview } from '../results/report';

const rows = forest();

it('shows the experiments of the overview, and the differences that stand there', () => {
  const names = rows.map(({ experiment }) => experiment);
  const lines = overview()
    .split('\n')
    .filter((line) => line.startsWith('| `') && names.includes(/`([^`]+)`/.exec(line)![1]!));
  expect(rows.length).toBeGreaterThan(10);
  expect(rows.map(({ experiment }) => experiment)).toEqual(lines.map((line) => /`([^`]+)`/.exec(line)![1]));
  for (const [i, { differences }] of rows.entries()) {
    const cells = [...lines[i]!.matchAll(/`: ([+−][\d.]+) ±/g)].map(([, value]) => value!);
    for (const [j, { difference, interval }] of differences.entries()) {
      const digits = cells[j]!.split('.')[1]!.length;
      expect(difference.toFixed(digits)).toBe(cells[j]!.replace('−', '-').replace('+', ''));
      expect(interval[0]).toBeLessThan(difference);
      expect(interval[1]).toBeGreaterThan(difference);
    }
  }
});

it('lies on its axis with all intervals', () => {
  expect(axisOf(rows)).toEqual([-0.3, 0.2]);
  const wide = (low: number, high: number) =>
    axisOf([{ ...rows[0]!, differences: [{ base: '', difference: 0, interval: [low, high], n: 3 }] }]);
  expect(wide(-0.05, 0.4211)).toEqual([-0.1, 0.5]);
  expect(wide(0.1, 0.2)).toEqual([-0.1, 0.2]);
});

it('says what the intervals say', () => {
  const reading = (name: string) => rows.find(({ experiment }) => experiment === name)!.reading;
  expect(reading('two-scale-one-shot-confirmation')).toBe(
    'Masks at both scales, rates 0.95 and 0.8: better than plain training, not told apart from random crops.',
  );
  expect(reading('two-scale')).toMatch(/better than plain training, worse than random crops of 32 pixels/);
  expect(reading('auc-diabetes')).toMatch(/not told apart from all samples without a mask/);
});

describe('a treatment in words', () => {
  it.each([
    ['none', 'plain training'],
    ['both-0.8-shared', 'masks at both scales, rate 0.8, shared by the batch'],
    ['reflected-middle', 'the reflection of masks after the two layers between'],
    ['kept-10-middle', 'masks after the two layers between that stay for 10 steps'],
    ['fixed-count-middle', 'masks after the two layers between that keep a fixed number of positions'],
    ['middle-layers-0.95-0.8', 'masks after the two layers between, rates 0.95 and 0.8'],
    ['rate-0', 'all samples without a mask'],
    ['cross-entropy-32', 'cross-entropy in batches of 32'],
  ])('%s', (name, words) => expect(treatmentInWords(name)).toBe(words));

  // The arms of maps are not told in words.
  it.each(
    experiments.filter(({ maps }) => !maps).map((experiment) => [experiment.name, experiment] as const),
  )('is another for every treatment and family of %s', (_, { arms, preRegistration }) => {
    const treatments = new Set(Object.values(arms).map(({ treatment }) => treatment));
    const names = [...new Set([...treatments, ...Object.keys(preRegistration?.families ?? {})])];
    // Dropout is dropout.
    expect(names.filter((name) => treatmentInWords(name) === name && name !== 'dropout')).toEqual([]);
    expect(new Set(names.map(treatmentInWords)).size).toBe(names.length);
  });

  it('is its name where it has none yet', () => expect(treatmentInWords('novel-0.5')).toBe('novel-0.5'));
});

describe.each(
  experiments.flatMap(({ name, title, metrics, preRegistration }) =>
    preRegistration ? [[name, { title, metric: metrics[0].name, ...preRegistration }] as const] : [],
  ),
)('the plan of %s', (experiment, { title, metric, families, primary, secondary, question }) => {
  const section = (confirmed: Chosen['confirmed']) =>
    ({ experiment, title, arms: [], seeds: [], confirmed }) as unknown as Chosen;
  const compared = ({ family, base }: typeof primary) => ({
    family,
    base,
    means: [0.7, base === 'crop' ? 0.6 : 0.5] as [number, number],
    comparison: {
      ...{ arm: families[family]![0]!, base: families[base]![0]!, metric, n: 40 },
      ...{
        difference: 0.1,
        standardError: 0.01,
        interval: [0.08, 0.12] as [number, number],
        tTestP: 0.001,
        differences: [],
      },
    },
  });

  it('has no row while runs are missing', () => {
    const pending = section({ secondary: [] });
    expect([forest([pending]), treatmentsOf(pending)]).toEqual([[], []]);
  });

  it('has words for all that it compares, and a row if it asks whether masks beat plain training', () => {
    const done = section({
      verdict: 'confirmed',
      primary: compared(primary),
      secondary: secondary.map(compared),
    });
    const names = new Set([primary, ...secondary].flatMap(({ family, base }) => [family, base]));
    names.delete('dropout');
    expect(treatmentsOf(done).map(([name]) => name)).toEqual([...names]);
    const found = forest([done]);
    expect(found.map(({ plan }) => plan)).toEqual('effect' in question ? ['pre-registered'] : []);
    for (const { differences } of found)
      expect(differences.map(({ base }) => base)).toEqual(['plain training', 'random crops']);
  });
});
