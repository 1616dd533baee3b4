/** How many of so many random cases are tried: half of them, unless BACKDROPJS_WINDOWS is all. */
export const cases = (count: number): number =>
  process.env['BACKDROPJS_WINDOWS'] === 'all' ? count : Math.ceil(count / 2);
