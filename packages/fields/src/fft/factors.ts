/**
 * The radices of the passes of a transform of length n: fours first, which cost least, then at most one two,
 * threes and fives; undefined when n has another prime factor.
 */
export function radices(n: number): number[] | undefined {
  const found: number[] = [];
  let rest = n;
  for (const radix of [4, 2, 3, 5]) {
    while (rest % radix === 0) {
      found.push(radix);
      rest /= radix;
    }
  }
  return rest === 1 ? found : undefined;
}

/** The least product of powers of 2, 3 and 5 that is at least n. */
export function nextSize(n: number): number {
  let size = n;
  while (radices(size) === undefined) size++;
  return size;
}
