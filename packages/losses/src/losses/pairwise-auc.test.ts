import { describe, expect, it } from 'vitest';
import { pairwiseAucLoss } from './pairwise-auc';

const code = (run: () => unknown) => {
  try {
    run();
  } catch (error) {
    return (error as { code: string }).code;
  }
  return 'none';
};

describe('pairwiseAucLoss', () => {
  it('is phi of the one difference when there is one pair', () => {
    const at = (options: Parameters<typeof pairwiseAucLoss>[0]) =>
      pairwiseAucLoss(options).valueAndGrad([0.7, 0.2], [1, 0]).value;
    expect(at({ beta: 3 })).toBeCloseTo(1 / (1 + Math.exp(1.5)), 15);
    expect(at({ surrogate: 'logistic', beta: 3 })).toBeCloseTo(Math.log(1 + Math.exp(-1.5)), 15);
    expect(at({ surrogate: 'squaredHinge', margin: 2 })).toBeCloseTo(1.5 ** 2, 14);
    expect(at({ surrogate: 'square', margin: 2 })).toBeCloseTo(1.5 ** 2, 14);
  });

  it('does not change when a constant is added to the scores', () => {
    const loss = pairwiseAucLoss();
    const base = loss.valueAndGrad([1, 2, 3.5, -1], [0, 1, 0, 1]);
    expect(loss.valueAndGrad([1025, 1026, 1027.5, 1023], [0, 1, 0, 1])).toEqual(base);
  });

  it('rejects bad options by name', () => {
    expect(() => pairwiseAucLoss({ beta: 0 })).toThrow(
      'pairwiseAucLoss: beta must be in (0, Infinity), got 0',
    );
    expect(() => pairwiseAucLoss({ margin: 1 } as object)).toThrow(
      'options must be one of "onUndefined", "surrogate", "method", "beta", got "margin"',
    );
    expect(() => pairwiseAucLoss({ surrogate: 'cubic' as 'square' })).toThrow('must be one of');
  });

  it('says what is wrong with the input', () => {
    const { valueAndGrad } = pairwiseAucLoss();
    expect(code(() => valueAndGrad([1, 2], [0, 2]))).toBe('INVALID_LABEL');
    expect(code(() => valueAndGrad([1, 2], [0, 1], { mask: [1, 2] }))).toBe('OUT_OF_RANGE');
    expect(code(() => valueAndGrad([1, 2], [0, 1], { mask: [0, 0] }))).toBe('EMPTY');
    expect(code(() => valueAndGrad([1, 2], [0, 1], { weights: [1, NaN] }))).toBe('NON_FINITE');
    expect(code(() => valueAndGrad([1, 2], [0, 1], { groups: [1] }))).toBe('LENGTH_MISMATCH');
    expect(code(() => pairwiseAucLoss({ surrogate: 'square' }).valueAndGrad([1e200, 0], [1, 0]))).toBe(
      'NON_FINITE',
    );
  });

  it('treats lists of one class as onUndefined says', () => {
    const run = (onUndefined: 'throw' | 'skip' | 'zero' | 'nan', groups = [0, 0, 1]) =>
      pairwiseAucLoss({ onUndefined }).valueAndGrad([0, 0, 3], [1, 0, 1], { groups });
    expect(code(() => run('throw'))).toBe('NO_NEGATIVES');
    expect(run('skip')).toEqual({ value: 0.5, grad: Float64Array.of(-0.25, 0.25, 0) });
    expect(run('zero')).toEqual({ value: 0.25, grad: Float64Array.of(-0.125, 0.125, 0) });
    expect(run('nan')).toEqual({ value: NaN, grad: Float64Array.of(-0.125, 0.125, NaN) });
    expect(code(() => run('skip', [0, 1, 2]))).toBe('NO_NEGATIVES');
  });
});
