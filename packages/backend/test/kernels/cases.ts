/** How many of so many random cases are tried: all of them, but where they are tried a second time. */
export const cases = (count: number): number => count;
