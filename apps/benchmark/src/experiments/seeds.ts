import { fail, show } from '../check';

/** More would be runs of years, and not fit into memory. */
const mostSeeds = 1_000_000;

/** What a run on a list takes of the memory, in bytes. */
const runBytes = 250;

/** `4,000,000 runs, 1 GB of memory`. */
export function describeSize(runs: number): string {
  const gigabytes = (runs * runBytes) / 1e9;
  return `${runs.toLocaleString('en')} runs, ${gigabytes.toLocaleString('en', { maximumFractionDigits: 1 })} GB of memory`;
}

/**
 * Seeds written as numbers and ranges, both ends included: `100-113`, `1,2,7-9`.
 *
 * @throws RangeError for anything else, for a seed named twice, and for more than a million.
 */
export function parseSeeds(text: string, caller = 'parseSeeds'): number[] {
  const refuse = (constraint: string, got: string, remedy?: string) =>
    fail(caller, `--seeds must ${constraint}`, got, remedy, { kind: RangeError });
  const seeds: number[] = [];
  for (const part of text.split(',')) {
    const match = /^(\d+)(?:-(\d+))?$/.exec(part.trim());
    const first = Number(match?.[1]);
    const last = Number(match?.[2] ?? match?.[1]);
    if (match === null || last < first || last > 0xffffffff) {
      refuse('be whole numbers and ascending ranges such as 100-113 or 1,2,7-9', show(text));
    }
    const count = seeds.length + last - first + 1;
    if (count > mostSeeds) {
      const size = `${show(text)} (of each arm ${describeSize(count)})`;
      refuse(`name at most ${mostSeeds.toLocaleString('en')} seeds`, size, 'take them in parts');
    }
    for (let seed = first; seed <= last; seed++) seeds.push(seed);
  }
  const seen = new Set<number>();
  for (const seed of seeds) {
    if (seen.has(seed)) refuse('name each seed once', `${seed} twice in ${show(text)}`);
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
