import { describe, expect, it } from 'vitest';
import { subjects } from './losses';

const scores = [0.3, -1.2, 0.8, 0.1, 2.1, -0.4];
const labels = [1, 0, 0, 1, 1, 0];
const weights = [2, 1, 3, 1, 2, 1];

const close = (got: ArrayLike<number>, want: ArrayLike<number>, digits = 12) => {
  expect(got.length).toBe(want.length);
  for (let i = 0; i < want.length; i++) expect(got[i]).toBeCloseTo(want[i]!, digits);
};
const pick = (values: ArrayLike<number>, positions: number[]) => positions.map((i) => values[i]!);

describe.each(subjects.map((subject) => [subject.title, subject.loss] as const))('%s', (_, loss) => {
  it('has the gradient of its value', () => {
    const { grad } = loss.valueAndGrad(scores, labels, { weights });
    const step = 1e-5;
    for (let i = 0; i < scores.length; i++) {
      const at = (shift: number) =>
        loss.valueAndGrad(
          scores.map((s, j) => (i === j ? s + shift : s)),
          labels,
          { weights },
        ).value;
      expect(grad[i]).toBeCloseTo((at(step) - at(-step)) / (2 * step), 8);
    }
  });

  it('does not depend on the order of the items', () => {
    const order = [4, 2, 0, 5, 1, 3];
    const base = loss.valueAndGrad(scores, labels, { weights });
    const moved = loss.valueAndGrad(pick(scores, order), pick(labels, order), {
      weights: pick(weights, order),
    });
    expect(moved.value).toBeCloseTo(base.value, 12);
    close(moved.grad, pick(base.grad, order));
  });

  it('takes an integer weight as a repetition', () => {
    const repeated = weights.flatMap((weight, i) => Array<number>(weight).fill(i));
    const base = loss.valueAndGrad(scores, labels, { weights });
    const long = loss.valueAndGrad(pick(scores, repeated), pick(labels, repeated));
    expect(long.value).toBeCloseTo(base.value, 12);
    const sums = weights.map(() => 0);
    for (const [k, i] of repeated.entries()) sums[i]! += long.grad[k]!;
    close(sums, base.grad);
  });

  it('drops masked and zero-weight items unread', () => {
    const base = loss.valueAndGrad(scores, labels, { weights });
    const longScores = [NaN, ...scores, Infinity];
    const longLabels = [7, ...labels, NaN];
    const masked = loss.valueAndGrad(longScores, longLabels, {
      weights: [-1, ...weights, 1],
      mask: [0, 1, 1, 1, 1, 1, 1, 0],
    });
    const weightless = loss.valueAndGrad(longScores, longLabels, { weights: [0, ...weights, 0] });
    for (const { value, grad } of [masked, weightless]) {
      expect(value).toBe(base.value);
      expect([...grad]).toEqual([0, ...base.grad, 0]);
    }
  });

  it('averages over groups', () => {
    const second = scores.map((s) => 1 - 0.7 * s * s);
    const a = loss.valueAndGrad(scores, labels);
    const b = loss.valueAndGrad(second, labels);
    const interleaved = scores.flatMap((s, i) => [s, second[i]!]);
    const { value, grad } = loss.valueAndGrad(
      interleaved,
      labels.flatMap((y) => [y, y]),
      { groups: labels.flatMap(() => [9, 4]) },
    );
    expect(value).toBeCloseTo((a.value + b.value) / 2, 12);
    close(
      grad,
      scores.flatMap((_, i) => [a.grad[i]! / 2, b.grad[i]! / 2]),
    );
  });

  it('leaves its inputs alone and returns a new gradient', () => {
    const typed = Float64Array.from(scores);
    const first = loss.valueAndGrad(typed, Float64Array.from(labels)).grad;
    const again = loss.valueAndGrad(typed, Float64Array.from(labels)).grad;
    expect([...typed]).toEqual(scores);
    expect(again).not.toBe(first);
    expect(again).toEqual(first);
  });
});
