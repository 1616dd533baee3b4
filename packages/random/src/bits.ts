/** Two 32-bit words as an integer in [0, 2^53): the top 27 bits of the first, then the top 26 of the second. */
export function integer53(high: number, low: number): number {
  return (high >>> 5) * 0x4000000 + (low >>> 6);
}

/** 2^-53, the spacing of the uniform numbers. */
export const UNIT = 1.1102230246251565e-16;

/** 2^-24, the spacing of the uniform numbers in single precision. */
export const UNIT_SINGLE = 5.9604644775390625e-8;
