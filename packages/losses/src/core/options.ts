import { fail } from './errors';

/** Throws `OUT_OF_RANGE` unless `value` is a finite number above 0. */
export function requirePositive(fn: string, name: string, value: number): void {
  if (!(value > 0 && value < Infinity))
    fail('OUT_OF_RANGE', fn, `${name} must be a finite number above 0, got ${value}`);
}

/** Throws `OUT_OF_RANGE` unless `value` is one of `allowed`. */
export function requireOneOf(fn: string, name: string, value: string, allowed: readonly string[]): void {
  if (!allowed.includes(value))
    fail('OUT_OF_RANGE', fn, `${name} must be one of ${allowed.join(', ')}, got ${value}`);
}

/** Throws `OUT_OF_RANGE` unless `low <= value <= high`. */
export function requireRange(fn: string, name: string, value: number, low: number, high: number): void {
  if (!(value >= low && value <= high)) {
    fail('OUT_OF_RANGE', fn, `${name} must be in [${low}, ${high}], got ${value}`);
  }
}

/** Throws `OUT_OF_RANGE` unless `maxFpr` is in (0, 1] and `minTpr` in [0, 1). */
export function requirePartialRegion(fn: string, maxFpr: number, minTpr: number): void {
  if (!(maxFpr > 0 && maxFpr <= 1)) fail('OUT_OF_RANGE', fn, `maxFpr must be in (0, 1], got ${maxFpr}`);
  if (!(minTpr >= 0 && minTpr < 1)) fail('OUT_OF_RANGE', fn, `minTpr must be in [0, 1), got ${minTpr}`);
}
