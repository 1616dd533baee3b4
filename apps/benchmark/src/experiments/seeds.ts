/** More would be runs of years, and not fit into memory. */
const mostSeeds = 1_000_000;

/**
 * Seeds written as numbers and ranges, both ends included: `100-113`, `1,2,7-9`.
 *
 * @throws Error for anything else, for a seed named twice, and for more than a million.
 */
export function parseSeeds(text: string): number[] {
  const seeds: number[] = [];
  for (const part of text.split(',')) {
    const match = /^(\d+)(?:-(\d+))?$/.exec(part.trim());
    const first = Number(match?.[1]);
    const last = Number(match?.[2] ?? match?.[1]);
    if (match === null || last < first || last > 0xffffffff) {
      throw new Error(
        `--seeds must be whole numbers and ascending ranges such as 100-113 or 1,2,7-9; got ${text}.`,
      );
    }
    if (seeds.length + last - first >= mostSeeds) {
      throw new Error(
        `--seeds must name at most ${mostSeeds} seeds, got ${seeds.length + last - first + 1} in ${part.trim()}; take them in parts.`,
      );
    }
    for (let seed = first; seed <= last; seed++) seeds.push(seed);
  }
  const seen = new Set<number>();
  for (const seed of seeds) {
    if (seen.has(seed)) throw new Error(`--seeds must name each seed once; got ${seed} twice in ${text}.`);
    seen.add(seed);
  }
  return seeds;
}

/** Ascending seeds as `parseSeeds` reads them: `100-113, 200`. */
export function formatSeeds(seeds: readonly number[]): string {
  const ranges: [first: number, last: number][] = [];
  for (const seed of seeds) {
    const range = ranges.at(-1);
    if (range && range[1] === seed - 1) range[1] = seed;
    else ranges.push([seed, seed]);
  }
  return ranges.map(([first, last]) => (first === last ? `${first}` : `${first}-${last}`)).join(', ');
}
