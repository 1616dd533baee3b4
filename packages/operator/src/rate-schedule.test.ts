import { describe, expect, it } from 'vitest';
import { checkRateOrSchedule, type RateSchedule, rateAt, scheduledRate } from './rate-schedule';

const rates = (schedule: number | RateSchedule, steps: number[]) =>
  steps.map((step) => rateAt(schedule, step));

describe('rateAt', () => {
  it('is the number, at every step', () => {
    expect(rates(0.3, [0, 1, 1e9])).toEqual([0.3, 0.3, 0.3]);
    expect(rates({ schedule: 'constant', rate: 0.3 }, [0, 1, 1e9])).toEqual([0.3, 0.3, 0.3]);
  });

  it('falls and rises linearly, then stays', () => {
    expect(rates({ schedule: 'linear', from: 0.5, to: 0, steps: 4 }, [0, 1, 2, 3, 4, 5, 1e9])).toEqual([
      0.5, 0.375, 0.25, 0.125, 0, 0, 0,
    ]);
    expect(rates({ schedule: 'linear', from: 0.1, to: 0.9, steps: 1 }, [0, 1, 2])).toEqual([0.1, 0.9, 0.9]);
  });

  it('follows half a cosine, then stays', () => {
    const schedule: RateSchedule = { schedule: 'cosine', from: 0.9, to: 0.1, steps: 1000 };
    for (let step = 0; step <= 1000; step += 50) {
      const exact = 0.1 + (0.8 * (1 + Math.cos((Math.PI * step) / 1000))) / 2;
      expect(Math.abs(rateAt(schedule, step) - exact)).toBeLessThan(1e-15);
    }
    expect(rates(schedule, [0, 1000, 1001])).toEqual([0.9, 0.1, 0.1]);
  });

  it('is multiplied by the factor every so many steps', () => {
    const schedule: RateSchedule = { schedule: 'step', from: 0.8, factor: 0.5, every: 10 };
    expect(rates(schedule, [0, 9, 10, 19, 20, 35])).toEqual([0.8, 0.8, 0.4, 0.4, 0.2, 0.1]);
    expect(rateAt({ ...schedule, factor: 0.97 }, 137)).toBeCloseTo(0.8 * 0.97 ** 13, 15);
    expect(rateAt(schedule, 1e12)).toBe(0);
  });

  it('changes at the boundaries', () => {
    const schedule: RateSchedule = { schedule: 'piecewise', boundaries: [2, 5], rates: [0.1, 0.9, 0.5] };
    expect(rates(schedule, [0, 1, 2, 4, 5, 6])).toEqual([0.1, 0.1, 0.9, 0.9, 0.5, 0.5]);
    expect(rateAt({ schedule: 'piecewise', boundaries: [], rates: [0.2] }, 7)).toBe(0.2);
  });
});

it('scheduledRate checks the step', () => {
  expect(() => scheduledRate(0.5, -1)).toThrow(/^scheduledRate: step must be a whole number, got -1$/);
});

describe('checkRateOrSchedule', () => {
  const linear = { schedule: 'linear', from: 0.5, to: 0, steps: 4 };
  const step = { schedule: 'step', from: 0.5, factor: 0.5, every: 4 };
  const piecewise = { schedule: 'piecewise', boundaries: [2, 5], rates: [0.1, 0.9, 0.5] };

  it.each([
    ...[0, 0.5, { schedule: 'constant', rate: 0 }, linear, step, piecewise],
    ...[
      { ...step, factor: 0 },
      { ...step, factor: 1 },
    ],
  ])('accepts %o', (rate) => {
    expect(() => checkRateOrSchedule('f', rate as RateSchedule)).not.toThrow();
  });

  it.each([
    [1, /^f: rate must be in \[0, 1\), got 1$/],
    [null, /^f: rate must be in \[0, 1\), got null; or a schedule/],
    ['linear', /^f: rate must be in \[0, 1\), got "linear"; or a schedule/],
    [
      { ...linear, untill: 3 },
      /^f: linear schedule: options must be one of schedule, from, to, steps, got "untill"$/,
    ],
    [{ ...step, factor: null }, /^f: factor of a step schedule must be in \[0, 1\], got null/],
    [{ schedule: 'constant', rate: 1 }, /got 1$/],
    [
      { schedule: 'polynomial', from: 1 },
      /^f: schedule must be one of constant, linear, .* got "polynomial"/,
    ],
    [{ rate: 0.5 }, /^f: schedule must be one of .* got undefined/],
    [{ ...linear, from: 1 }, /^f: rate must be in .* got 1$/],
    [{ ...linear, to: Number.NaN }, /got NaN/],
    [{ ...linear, steps: 0 }, /^f: steps of a linear schedule must be a positive integer, got 0/],
    [{ ...linear, schedule: 'cosine', steps: 1.5 }, /^f: steps of a cosine schedule .* got 1\.5/],
    [{ ...step, from: -1 }, /got -1/],
    [{ ...step, factor: 1.5 }, /^f: factor of a step schedule must be in \[0, 1\], got 1\.5; .* piecewise/],
    [{ ...step, factor: -0.5 }, /^f: factor of a step schedule must be in \[0, 1\], got -0\.5/],
    [{ ...step, every: undefined }, /^f: every of a step schedule must be a positive integer, got undefined/],
    [{ ...piecewise, boundaries: [5, 2] }, /^f: boundaries .* ascending positive integers, got \[5,2\]/],
    [{ ...piecewise, boundaries: [0, 2] }, /ascending positive integers, got \[0,2\]/],
    [{ ...piecewise, boundaries: undefined }, /ascending positive integers, got undefined/],
    [
      { ...piecewise, rates: [0.1, 0.2] },
      /^f: rates of a piecewise schedule must be 3, .* got \[0\.1,0\.2\]/,
    ],
    [{ ...piecewise, rates: [0.1, 0.2, 1] }, /^f: rate must be in \[0, 1\), got 1$/],
  ])('%o is refused', (rate, message) => {
    expect(() => checkRateOrSchedule('f', rate as RateSchedule)).toThrow(message);
  });
});
