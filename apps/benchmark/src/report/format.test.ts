import { describe, expect, it } from 'vitest';
import { formatEffect, formatInterval, formatMean, formatShown, formatTested } from './format';

describe('numbers with their errors', () => {
  it('have three decimals', () => {
    expect(formatMean(0.7034, 0.0051)).toBe('0.703 ± 0.005');
    expect(formatEffect(-0.0342, 0.0068)).toBe('−0.034 ± 0.007');
    expect(formatEffect(0.5, null)).toBe('+0.500');
    expect(formatMean(1, 0)).toBe('1.000 ± 0.000');
    expect(formatMean(0.99, 3e-17)).toBe('0.990 ± 0.000');
    expect(formatInterval([0.0208, 0.0472], 0.007)).toBe('+0.021 to +0.047');
  });

  it('have four where the error is small', () => {
    expect(formatEffect(-0.000314, 0.000168)).toBe('−0.0003 ± 0.0002');
    expect(formatMean(0.991042, 0.00041)).toBe('0.9910 ± 0.0004');
    expect(formatInterval([-0.00069, 0.00002], 0.000168)).toBe('−0.0007 to +0.0000');
  });

  it('stand beside the p-value of their test', () => {
    const tested = { n: 14, difference: 0.0342, standardError: 0.0068, tTestP: 0.000084 };
    expect(formatTested(tested)).toBe('+0.034 ± 0.007, p 8.4e-5');
    expect(formatTested({ ...tested, standardError: null, tTestP: null })).toBe('+0.034, p –');
  });

  it('carry what would have been found where nothing was', () => {
    // 50 pairs: 2.8586 standard errors.
    const none = { n: 50, difference: 0.011, standardError: 0.012, tTestP: 0.36 };
    expect(formatTested(none)).toBe('+0.011 ± 0.012, p 0.36 [0.034]');
    expect(formatTested({ ...none, difference: 0.0004, standardError: 0.0004 })).toBe(
      '+0.0004 ± 0.0004, p 0.36 [0.0011]',
    );
    expect(formatShown({ ...none, tTestP: 0.049 })).toBe('0.049');
    // Shown before the correction for the number of comparisons, and not after it.
    expect(formatShown({ ...none, tTestP: 0.029 }, 0.14)).toBe('0.029 [0.034]');
    expect(formatTested({ ...none, tTestP: 0.029 }, 0.14)).toBe(
      '+0.011 ± 0.012, p 0.029 [0.034] (Holm 0.14)',
    );
    expect(formatTested({ ...none, tTestP: 0.001 }, 0.008)).toBe('+0.011 ± 0.012, p 0.0010 (Holm 0.0080)');
    expect(formatShown({ ...none, standardError: 0, tTestP: 1 })).toBe('1.0');
  });
});
