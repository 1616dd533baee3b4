import {
  checkChoice,
  checkRate,
  checkWhole,
  isListOf,
  isNumber,
  isNumbers,
  readOptions,
  refuse,
  refuseKind,
} from './check';

/**
 * A rate that depends on the step t = 0, 1, 2, …, as a plain object that JSON holds. All rates are in [0, 1).
 *
 * - `constant`: `rate`
 * - `linear`: from `from` at step 0 in equal steps to `to` at step `steps`, and `to` ever after
 * - `cosine`: `to + (from - to) (1 + cos(pi t / steps)) / 2` until step `steps`, and `to` ever after
 * - `step`: `from * factor^floor(t / every)`
 * - `piecewise`: `rates[0]` before step `boundaries[0]`, then `rates[1]` before step `boundaries[1]`, …
 */
export type RateSchedule =
  | {
      /** The same rate at every step. */
      schedule: 'constant';
      /** That rate. */
      rate: number;
    }
  | {
      /** From one rate to another. */
      schedule: 'linear' | 'cosine';
      /** The rate at step 0. */
      from: number;
      /** The rate from step `steps` on. */
      to: number;
      /** How many steps it takes, from 1. */
      steps: number;
    }
  | {
      /** Multiplied now and then. */
      schedule: 'step';
      /** The rate at step 0. */
      from: number;
      /** What the rate is multiplied by. */
      factor: number;
      /** After how many steps, from 1. */
      every: number;
    }
  | {
      /** A rate for each stretch of steps. */
      schedule: 'piecewise';
      /** The first steps of the second stretch and of those after it, rising. */
      boundaries: readonly number[];
      /** One rate more than boundaries. */
      rates: readonly number[];
    };

/** The parameters of each schedule. */
const schedules: Readonly<Record<RateSchedule['schedule'], readonly string[]>> = {
  constant: ['rate'],
  linear: ['from', 'to', 'steps'],
  cosine: ['from', 'to', 'steps'],
  step: ['from', 'factor', 'every'],
  piecewise: ['boundaries', 'rates'],
};

/**
 * The rate at a step: the number itself, or the schedule's value.
 *
 * $$
 * \begin{aligned}
 * \text{linear} &: \text{from} + (\text{to} - \text{from})\, t / \text{steps} \\
 * \text{cosine} &: \text{to} + (\text{from} - \text{to})\, \tfrac{1}{2} \big(1 + \cos(\pi t / \text{steps})\big) \\
 * \text{step} &: \text{from} \cdot \text{factor}^{\lfloor t / \text{every} \rfloor}
 * \end{aligned}
 * $$
 *
 * The same bits on every engine: only sums, products and quotients are taken.
 *
 * @param rate - a number in [0, 1) or a schedule.
 * @param step - 0, 1, 2, …
 * @returns the rate, in [0, 1).
 * @throws RangeError or TypeError if `rate` is neither, or `step` no whole number.
 *
 * @example
 * ```ts
 * import { scheduledRate } from '@backdropjs/operator/layers';
 *
 * const rate = { schedule: 'linear', from: 0.9, to: 0.5, steps: 40 } as const;
 * if (scheduledRate(rate, 10) !== 0.8) throw new Error('a quarter of the way');
 * ```
 */
export function scheduledRate(rate: number | RateSchedule, step: number): number {
  checkRateOrSchedule('scheduledRate', rate);
  checkWhole('scheduledRate', 'step', step);
  return rateAt(rate, step);
}

/** The rate of a checked schedule at a step. */
export function rateAt(rate: number | RateSchedule, step: number): number {
  if (typeof rate === 'number') return rate;
  switch (rate.schedule) {
    case 'constant':
      return rate.rate;
    case 'linear':
      return between(rate, Math.min(step / rate.steps, 1));
    case 'cosine':
      return between(rate, 1 - squaredCosine(Math.min(step / rate.steps, 1)));
    case 'step':
      return rate.from * power(rate.factor, Math.floor(step / rate.every));
    case 'piecewise':
      return rate.rates[rate.boundaries.filter((boundary) => boundary <= step).length]!;
  }
}

/** Throws unless `rate` is a number in [0, 1) or a valid schedule. */
export function checkRateOrSchedule(
  caller: string,
  rate: number | RateSchedule | undefined,
): asserts rate is number | RateSchedule {
  if (typeof rate === 'number') {
    checkRate(caller, rate);
    return;
  }
  if (typeof rate !== 'object' || rate === null) {
    refuseKind(
      caller,
      'rate must be in [0, 1)',
      rate,
      "or a schedule, such as { schedule: 'constant', rate: 0.5 }",
    );
  }
  checkChoice(caller, 'schedule', rate.schedule, Object.keys(schedules));
  readOptions(`${caller}: ${rate.schedule} schedule`, rate, ['schedule', ...schedules[rate.schedule]]);
  switch (rate.schedule) {
    case 'constant':
      checkRate(caller, rate.rate);
      break;
    case 'linear':
    case 'cosine':
      checkRate(caller, rate.from);
      checkRate(caller, rate.to);
      checkWhole(caller, `steps of a ${rate.schedule} schedule`, rate.steps, 1);
      break;
    case 'step':
      checkRate(caller, rate.from);
      if (!(Number.isFinite(rate.factor) && rate.factor >= 0 && rate.factor <= 1)) {
        const remedy = 'a rate that grows is piecewise';
        refuse(caller, 'factor of a step schedule must be in [0, 1]', rate.factor, isNumber, remedy);
      }
      checkWhole(caller, 'every of a step schedule', rate.every, 1);
      break;
    case 'piecewise':
      checkPieces(caller, rate);
  }
}

function checkPieces(
  caller: string,
  { boundaries, rates }: { boundaries: readonly number[]; rates: readonly number[] },
): void {
  const ascends = (step: number, i: number) => Number.isSafeInteger(step) && step > (boundaries[i - 1] ?? 0);
  if (!isListOf(boundaries, ascends)) {
    const constraint = 'boundaries of a piecewise schedule must be ascending positive integers';
    refuse(caller, constraint, boundaries, isNumbers);
  }
  if (!Array.isArray(rates) || rates.length !== boundaries.length + 1) {
    const constraint = `rates of a piecewise schedule must be ${boundaries.length + 1}, one more than its boundaries`;
    refuse(caller, constraint, rates, isNumbers);
  }
  for (const rate of rates) checkRate(caller, rate);
}

/** From `from` at 0 to `to` at 1, both exactly. */
function between({ from, to }: { from: number; to: number }, position: number): number {
  return position === 1 ? to : from + (to - from) * position;
}

/** (1 + cos(pi u)) / 2 = cos^2(pi u / 2) for u in [0, 1], by Taylor's series: engines disagree about `Math.cos`. */
function squaredCosine(u: number): number {
  const angle = 0.5 * Math.PI * u;
  let cosine = 1;
  for (let n = 22; n > 0; n -= 2) cosine = 1 - (cosine * angle * angle) / (n * (n - 1));
  return cosine * cosine;
}

/** base^exponent by repeated squaring: engines disagree about `Math.pow`. */
function power(base: number, exponent: number): number {
  let result = 1;
  for (let square = base, n = exponent; n > 0; n = Math.floor(n / 2), square *= square) {
    if (n % 2 === 1) result *= square;
  }
  return result;
}
