import { describe, expect, it } from 'vitest';
import { treatmentInWords } from '../results/arm-names';
import { forest } from '../results/forest';
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
    ['both-0.8-shared', 'masks at both scales, rate 0.8'],
    ['middle-layers-0.95-0.8', 'masks after the two layers between, rates 0.95 and 0.8'],
    ['rate-0', 'all samples without a mask'],
    ['cross-entropy-32', 'cross-entropy in batches of 32'],
  ])('%s', (name, words) => expect(treatmentInWords(name)).toBe(words));

  it('is its name where it has none yet', () => expect(treatmentInWords('novel-0.5')).toBe('novel-0.5'));
});
