import { expect, it } from 'vitest';
import { ascend } from './lagrangian';
import { precisionAtRecallLoss } from './precision-at-recall';
import { recallAtPrecisionLoss } from './recall-at-precision';

const scores = [0.7, -0.2, 1.1, -0.4];
const labels = [1, 0, 0, 1];

it('gradLambda is the slope of the value in lambda, and the multiplier survives JSON', () => {
  for (const make of [
    (lambda: number | { value: number }) => recallAtPrecisionLoss({ targetPrecision: 0.8, lambda }),
    (lambda: number | { value: number }) => precisionAtRecallLoss({ targetRecall: 0.9, lambda }),
  ]) {
    const at = (lambda: number) => make(lambda).valueAndGrad(scores, labels);
    expect(at(1).gradLambda).toBeCloseTo((at(1.5).value - at(0.5).value) / 1, 12);
    const lambda = { value: 1 };
    const loss = make(lambda);
    ascend(lambda, loss.valueAndGrad(scores, labels).gradLambda, 0.3);
    const restored = make(JSON.parse(JSON.stringify(loss.lambda)) as { value: number });
    expect(restored.valueAndGrad(scores, labels)).toEqual(loss.valueAndGrad(scores, labels));
  }
});

it('gradLambda is that of the call, also where the loss is undefined', () => {
  for (const [onUndefined, want] of [
    ['zero', 0],
    ['nan', NaN],
  ] as const) {
    const loss = recallAtPrecisionLoss({ targetPrecision: 0.8, onUndefined } as never);
    expect(loss.valueAndGrad(scores, labels).gradLambda).not.toBe(0);
    expect(loss.valueAndGrad(scores, labels, { mask: [0, 0, 0, 0] }).gradLambda).toBe(want);
  }
});

it('says which multiplier it got', () => {
  for (const [lambda, got] of [
    [null, 'null'],
    ['2', '"2"'],
    [true, 'true'],
    [{ value: '2' }, '"2"'],
    [{ value: null }, 'null'],
    [{}, 'undefined'],
    [{ value: -1 }, '-1'],
  ]) {
    expect(() => recallAtPrecisionLoss({ targetPrecision: 0.9, lambda: lambda as never })).toThrow(
      new RegExp(`^recallAtPrecisionLoss: lambda must be in \\[0, Infinity\\), got ${got}$`),
    );
  }
});

it('ascend projects to 0 and refuses what is not a number', () => {
  const lambda = { value: 0.1 };
  ascend(lambda, -5, 1);
  expect(lambda.value).toBe(0);
  const step =
    (...step: unknown[]) =>
    () =>
      ascend(...(step as Parameters<typeof ascend>));
  expect(step({ value: '1' }, 2, 0.5)).toThrow('ascend: lambda must be in [0, Infinity), got "1"');
  expect(step({ value: null }, 1, 1)).toThrow('ascend: lambda must be in [0, Infinity), got null');
  expect(step({ value: -1 }, 2, 1)).toThrow('ascend: lambda must be in [0, Infinity), got -1');
  expect(step(undefined, 2, 1)).toThrow('ascend: lambda must be in [0, Infinity), got undefined');
  expect(step(lambda, '2', 1)).toThrow('ascend: gradLambda must be finite, got "2"');
  expect(step(lambda, NaN, 1)).toThrow('ascend: gradLambda must be finite, got NaN');
  expect(step(lambda, 2, '0.5')).toThrow('ascend: learningRate must be finite, got "0.5"');
  expect(step(lambda, 1)).toThrow('ascend: learningRate must be finite, got undefined');
  expect(step(lambda, 1e308, 10)).toThrow('ascend: lambda must be in [0, Infinity), got Infinity');
  expect(lambda.value).toBe(0);
  expect(() => recallAtPrecisionLoss({ targetPrecision: 0.5, lambda: -1 })).toThrow(
    'lambda must be in [0, Infinity)',
  );
});
