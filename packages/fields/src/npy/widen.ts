import { check } from '../check';

/** Numbers of half precision, given as their bits, in single precision, exactly. */
export function widenHalf(bits: Uint16Array): Float32Array {
  return Float32Array.from(bits, (word) => {
    const exponent = (word >> 10) & 31;
    const fraction = word & 1023;
    const size =
      exponent === 0
        ? fraction * 2 ** -24
        : exponent < 31
          ? (1 + fraction / 1024) * 2 ** (exponent - 15)
          : fraction === 0
            ? Infinity
            : Number.NaN;
    return word >> 15 ? -size : size;
  });
}

/** Integers of 64 bits as numbers, if all are safe ones. */
export function toNumbers(data: BigInt64Array | BigUint64Array): Float64Array {
  return Float64Array.from(data, (integer: bigint, i: number) => {
    const value = Number(integer);
    const constraint = `element ${i} must be a safe integer to be read as a number`;
    check(
      Number.isSafeInteger(value),
      'fromNpy',
      constraint,
      integer,
      "leave out integers: 'number'",
      'bigint',
    );
    return value;
  });
}
