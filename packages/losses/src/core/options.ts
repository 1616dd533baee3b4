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
