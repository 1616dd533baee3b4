import * as losses from '@backdropjs/losses';
import { describe, expect, it } from 'vitest';
import { bySimd } from './by-simd';
import { asLabels, subjects } from './losses';
import { uniforms } from './random';

const calls = 10_000;
const next = uniforms(2024);
const below = (n: number) => Math.floor(n * next());
const oneOf = <T>(values: readonly T[]): T => values[below(values.length)]!;

const hostile = [NaN, Infinity, -Infinity, 1e308, -1e308, 1e-308, 5e-324, -0, 1e154, 1e16, -1e16, 37];
/** Mostly ordinary numbers; some batches of ties, of one magnitude, or with hostile ones among them. */
function numbers(n: number): number[] {
  const scale = oneOf([1, 1, 1, 1e-3, 50, 1e5, 1e150, 1e307]);
  const grid = oneOf([0, 0, 1, 0.5]);
  const hostility = oneOf([0, 0, 0, 0.05, 0.5]);
  return Array.from({ length: n }, () => {
    if (next() < hostility) return oneOf(hostile);
    const z = scale * (2 * next() - 1);
    return grid ? Math.round(z / grid) * grid : z;
  });
}
const labelColumn = (n: number) => {
  const levels = oneOf([1, 2, 2, 2, 5]);
  const hostility = oneOf([0, 0, 0, 0.1]);
  return Array.from({ length: n }, () => (next() < hostility ? oneOf([...hostile, -1, 0.5]) : below(levels)));
};
const length = (n: number) => (next() < 0.02 ? below(n + 3) : n);
const probabilities = (n: number) => numbers(n).map((z) => (next() < 0.02 ? z : 1 / (1 + Math.exp(-z))));

function inputs(n: number): losses.LossInputs {
  return {
    weights: next() < 0.4 ? numbers(length(n)).map((w) => (next() < 0.95 ? Math.abs(w) : w)) : undefined,
    mask: next() < 0.3 ? Array.from({ length: length(n) }, () => below(2)) : undefined,
    groups: next() < 0.2 ? Array.from({ length: length(n) }, () => below(3)) : undefined,
  };
}

/** Every call ends in finite numbers or in a coded error. */
function expectFiniteOrCoded(what: string, call: () => readonly number[]): 'finite' | 'coded' {
  let results: readonly number[];
  try {
    results = call();
  } catch (error) {
    if (!(error instanceof losses.LossInputError)) throw error;
    return 'coded';
  }
  const bad = results.findIndex((value) => !Number.isFinite(value));
  if (bad >= 0) expect.fail(`${what}: result ${bad} is ${results[bad]}`);
  return 'finite';
}

describe(`${calls} random and hostile inputs`, () => {
  it('give finite losses and gradients, or coded errors', () => {
    const outcomes = { finite: 0, coded: 0 };
    for (let c = 0; c < calls; c++) {
      const subject = subjects[c % subjects.length]!;
      const n = oneOf([0, 1, 2, 3, 5, 20, 60]);
      const { width } = subject.loss;
      const scores = subject.scores ? probabilities(length(n) * width) : numbers(length(n) * width);
      const columns = subject.loss.targets.map((name) =>
        name === 'time' ? numbers(length(n)) : labelColumn(n),
      );
      const more = { ...inputs(n) };
      if (subject.takesWeights === false && next() < 0.9) Object.assign(more, { weights: undefined });
      const outcome = expectFiniteOrCoded(subject.title, () => {
        const { value, grad } = subject.loss.valueAndGrad(scores, asLabels(subject, columns), more);
        expect(grad).toHaveLength(scores.length);
        return [value, ...grad];
      });
      outcomes[outcome]++;
    }
    // Neither outcome may be so rare that the test tests nothing.
    expect(outcomes.finite).toBeGreaterThan(calls / 5);
    expect(outcomes.coded).toBeGreaterThan(calls / 5);
  });

  it('give finite metrics, or coded errors', () => {
    const flat = (result: object) =>
      Object.values(result).flatMap((value) => (typeof value === 'number' ? value : [...value]));
    const metrics: ((s: number[], y: number[], more: losses.ItemInputs, k: number) => number[])[] = [
      (s, y, more) => [losses.rocAuc(s, y, more)],
      (s, y, more, k) => flat(losses.partialRocAuc(s, y, { ...more, maxFpr: k / 5, minTpr: (k % 3) / 2 })),
      (s, y, more) => [losses.averagePrecision(s, y, more)],
      (s, y, { mask }, k) => [losses.ndcg(s, y, { mask, k, gain: oneOf(['linear', 'exponential']) })],
      (s, y, more, k) => [losses.fBeta(s, y, { ...more, threshold: 0.5, beta: k })],
      (s, y, { mask }, k) => [losses.precisionAtK(s, y, { mask, k }), losses.recallAtK(s, y, { mask, k })],
      (s, y, more, k) => [losses.recallAtPrecision(s, y, { ...more, targetPrecision: k / 5 })],
      (s, y, more, k) => [losses.precisionAtRecall(s, y, { ...more, targetRecall: k / 5 })],
      (s, y, more) => flat(losses.concordanceIndex(s, { time: numbers(s.length), event: y }, more)),
      (s, y, more, k) =>
        flat(
          losses.calibrationError(
            s.map((z) => 1 / (1 + Math.exp(-z))),
            y,
            { ...more, bins: k },
          ),
        ),
      (s, y, more) => flat({ ...losses.rocCurve(s, y, more), thresholds: [] }),
      (s, y, more) => flat(losses.precisionRecallCurve(s, y, more)),
      (s) => {
        const operator = oneOf([losses.softRank, losses.softSort]);
        const { values, vjp } = operator(s, { regularizationStrength: oneOf([1e-3, 1, 1e3]) });
        return [...values, ...vjp(numbers(s.length))];
      },
    ];
    for (let c = 0; c < calls; c++) {
      const n = oneOf([0, 1, 2, 3, 5, 20, 60]);
      const { weights, mask } = inputs(n);
      const metric = metrics[c % metrics.length]!;
      expectFiniteOrCoded(`metric ${c % metrics.length}`, () =>
        metric(numbers(length(n)), labelColumn(n), { weights, mask }, below(7)),
      );
    }
  });

  it.each(['plain', 'SIMD'])('give finite losses of vectors, or coded errors, %s', (how) => {
    const rows = [
      losses.infoNceLoss(),
      losses.infoNceLoss({ similarity: 'dot', symmetric: true, temperature: 1 }),
      losses.mmdLoss(),
      losses.mmdLoss({ bandwidth: 1e-160 }),
      losses.mmdLoss({ bandwidth: 1e160 }),
      losses.mmdLoss({ estimator: 'unbiased' }),
      losses.distanceCorrelationLoss(),
    ];
    const run = () => {
      for (let c = 0; c < calls / 4; c++) {
        const dimension = below(4);
        const n = below(6);
        expectFiniteOrCoded(rows[c % rows.length]!.name, () => {
          const x = numbers(length(n * dimension));
          const { value, gradX, gradY } = rows[c % rows.length]!.valueAndGrad(x, numbers(n * dimension), {
            dimension,
          });
          return [value, ...gradX, ...gradY];
        });
      }
    };
    if (how === 'SIMD') bySimd(run);
    else run();
  });
});
