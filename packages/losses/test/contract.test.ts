import { describe, expect, it } from 'vitest';
import { asLabels, type Subject, subjects } from './losses';
import { normals, uniforms } from './random';

const count = 12;
const range = Array.from({ length: count }, (_, i) => i);

function closeTo(got: ArrayLike<number>, want: ArrayLike<number>, digits = 12) {
  expect(got.length).toBe(want.length);
  for (let i = 0; i < want.length; i++) expect(got[i]).toBeCloseTo(want[i]!, digits);
}

/** The rows of an array of `width` numbers an item. */
function pick(values: ArrayLike<number>, positions: readonly number[], width = 1): number[] {
  return positions.flatMap((i) => Array.from({ length: width }, (_, c) => values[i * width + c]!));
}

function inputsOf(subject: Subject, n = count, seed = 1) {
  const next = uniforms(seed);
  const scores = [...(subject.scores ?? normals)(n, seed)];
  const columns = subject.labels(n, seed);
  const weights = columns[0]!.map(() => 1 + Math.floor(3 * next()));
  return { scores, columns, weights: subject.takesWeights === false ? undefined : weights };
}

describe.each(subjects.map((subject) => [subject.title, subject] as const))('%s', (_, subject) => {
  const { loss } = subject;
  const { width } = loss;
  const run = (scores: ArrayLike<number>, columns: readonly ArrayLike<number>[], inputs = {}) =>
    loss.valueAndGrad(scores, asLabels(subject, columns), inputs);

  it('has the gradient of its value', () => {
    for (const seed of [1, 2, 3]) {
      const { scores, columns, weights } = inputsOf(subject, count, seed);
      const mask = range.map((i) => i !== 5);
      const { grad } = run(scores, columns, { weights, mask });
      const step = 1e-5;
      for (let i = 0; i < scores.length; i++) {
        const at = (shift: number) =>
          run(
            scores.map((s, j) => (i === j ? s + shift : s)),
            columns,
            { weights, mask },
          ).value;
        expect(grad[i]).toBeCloseTo((at(step) - at(-step)) / (2 * step), 7);
      }
    }
  });

  it('does not depend on the order of the items', () => {
    const { scores, columns, weights } = inputsOf(subject);
    const order = range.map((i) => (5 * i + 3) % count);
    const base = run(scores, columns, { weights });
    const moved = run(
      pick(scores, order, width),
      columns.map((column) => pick(column, order)),
      { weights: weights && pick(weights, order) },
    );
    expect(moved.value).toBeCloseTo(base.value, 12);
    closeTo(moved.grad, pick(base.grad, order, width));
  });

  it('drops masked and zero-weight items unread', () => {
    const { scores, columns, weights } = inputsOf(subject);
    const base = run(scores, columns, { weights });
    const padded = [...Array<number>(width).fill(NaN), ...scores, ...Array<number>(width).fill(Infinity)];
    const paddedColumns = columns.map((column) => [7, ...column, NaN]);
    const mask = [0, ...range.map(() => 1), 0];
    const results = [run(padded, paddedColumns, { mask, weights: weights && [-1, ...weights, NaN] })];
    if (weights) results.push(run(padded, paddedColumns, { weights: [0, ...weights, 0] }));
    const zeros = Array<number>(width).fill(0);
    for (const { value, grad } of results) {
      expect(value).toBe(base.value);
      expect([...grad]).toEqual([...zeros, ...base.grad, ...zeros]);
    }
  });

  if (subject.takesWeights !== false && subject.repeats !== false)
    it('takes an integer weight as a repetition', () => {
      const { scores, columns, weights } = inputsOf(subject);
      const repeated = range.flatMap((i) => Array<number>(weights![i]!).fill(i));
      const base = run(scores, columns, { weights });
      const long = run(
        pick(scores, repeated, width),
        columns.map((column) => pick(column, repeated)),
      );
      expect(long.value).toBeCloseTo(base.value, 12);
      const sums = scores.map(() => 0);
      for (const [k, i] of repeated.entries()) {
        for (let c = 0; c < width; c++) sums[i * width + c]! += long.grad[k * width + c]!;
      }
      closeTo(sums, base.grad);
    });

  it('says which inputs it takes', () => {
    const refused = [subject.takesWeights === false && 'weights', subject.takesGroups === false && 'groups'];
    const takes = ['weights', 'mask', 'groups'].filter((name) => !refused.includes(name));
    expect(loss.inputs).toEqual(takes);
  });

  if (subject.takesWeights === false)
    it('refuses weights', () => {
      const { scores, columns } = inputsOf(subject);
      expect(() => run(scores, columns, { weights: range.map(() => 1) })).toThrow('got "weights"');
    });

  if (subject.takesGroups !== false)
    it('averages over groups', () => {
      const [one, two] = [inputsOf(subject, count, 1), inputsOf(subject, count, 2)];
      const a = run(one.scores, one.columns);
      const b = run(two.scores, two.columns);
      const order = range.flatMap((i) => [i, count + i]);
      const { value, grad } = run(
        pick([...one.scores, ...two.scores], order, width),
        one.columns.map((column, c) => pick([...column, ...two.columns[c]!], order)),
        { groups: range.flatMap(() => [9, 4]) },
      );
      expect(value).toBeCloseTo((a.value + b.value) / 2, 12);
      closeTo(
        grad,
        pick([...a.grad, ...b.grad], order, width).map((g) => g / 2),
      );
    });

  if (subject.takesGroups === false)
    it('refuses groups', () => {
      const { scores, columns } = inputsOf(subject);
      expect(() => run(scores, columns, { groups: range })).toThrow('got "groups"');
    });

  if (subject.isShiftInvariant)
    it('does not change when a constant is added to the scores', () => {
      const { scores, columns, weights } = inputsOf(subject);
      const rounded = scores.map((s) => Math.round(s * 2 ** 20) / 2 ** 20);
      const base = run(rounded, columns, { weights });
      const shifted = run(
        rounded.map((s) => s + 1024),
        columns,
        { weights },
      );
      expect(shifted.value).toBeCloseTo(base.value, 10);
      closeTo(shifted.grad, base.grad, 10);
    });

  it('leaves its inputs alone and returns a new gradient', () => {
    const { scores, columns } = inputsOf(subject);
    const typed = Float64Array.from(scores);
    const first = run(
      typed,
      columns.map((column) => Float64Array.from(column)),
    ).grad;
    const again = run(
      typed,
      columns.map((column) => Float64Array.from(column)),
    ).grad;
    expect([...typed]).toEqual(scores);
    expect(again).not.toBe(first);
    expect(again).toEqual(first);
  });

  it('gives the same for every array type that holds the numbers', () => {
    const { scores, columns } = inputsOf(subject);
    const single = Float32Array.from(scores);
    expect(
      run(
        single,
        columns.map((column) => Float32Array.from(column)),
      ),
    ).toEqual(run([...single], columns));
  });

  it('says what is wrong with its input', () => {
    const { scores, columns } = inputsOf(subject);
    const code = (call: () => unknown) => {
      try {
        call();
      } catch (error) {
        return (error as { code: string }).code;
      }
      return 'none';
    };
    expect(
      code(() =>
        run(
          [],
          columns.map(() => []),
        ),
      ),
    ).toBe('EMPTY');
    expect(code(() => run(scores, columns, { mask: range.map(() => false) }))).toBe('EMPTY');
    expect(code(() => run(scores.slice(1), columns))).toBe('LENGTH_MISMATCH');
    expect(code(() => run(scores, columns, { mask: [1] }))).toBe('LENGTH_MISMATCH');
    expect(code(() => run([NaN, ...scores.slice(1)], columns))).toBe('NON_FINITE');
    expect(code(() => run(scores, columns, { mask: range.map(() => 0.5) }))).toBe('OUT_OF_RANGE');
    if (subject.takesWeights === false) return;
    expect(code(() => run(scores, columns, { weights: range.map(() => -1) }))).toBe('NEGATIVE_WEIGHT');
    expect(code(() => run(scores, columns, { weights: range.map(() => Infinity) }))).toBe('NON_FINITE');
  });
});
