import { describe, expect, it } from 'vitest';
import { formatEffect, formatInterval, formatMean } from './format';

describe('numbers with their errors', () => {
  it('have three decimals', () => {
    expect(formatMean(0.7034, 0.0051)).toBe('0.703 ± 0.005');
    expect(formatEffect(-0.0342, 0.0068)).toBe('−0.034 ± 0.007');
    expect(formatEffect(0.5, null)).toBe('+0.500');
    expect(formatMean(1, 0)).toBe('1.000 ± 0.000');
    expect(formatMean(0.99, 3e-17)).toBe('0.990 ± 0.000');
    expect(formatInterval([0.0208, 0.0472])).toBe('+0.021 to +0.047');
  });

  it('have as many decimals as show two digits of a smaller error', () => {
    expect(formatEffect(-0.000314, 0.000168)).toBe('−0.00031 ± 0.00017');
    expect(formatMean(0.991042, 0.00041)).toBe('0.99104 ± 0.00041');
    expect(formatInterval([-0.00069, 0.00002])).toBe('−0.00069 to +0.00002');
  });
});
