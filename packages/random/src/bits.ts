/** Two 32-bit words as an integer in [0, 2^53): the top 27 bits of the first, then the top 26 of the second. */
export function integer53(high: number, low: number): number {
  return (high >>> 5) * 2 ** 26 + (low >>> 6);
}

/** 2^53, how many such integers there are. */
export const COUNT53 = 2 ** 53;
