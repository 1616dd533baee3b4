/** Seeded uniform numbers in [0, 1) for tests (mulberry32). */
export function uniforms(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

/** Seeded standard normal numbers (Box and Muller). */
export function normals(count: number, seed: number): Float64Array<ArrayBuffer> {
  const next = uniforms(seed);
  return Float64Array.from(
    { length: count },
    () => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next()),
  );
}

/** Score distributions that are hard on sums over sorted scores. */
export const hardScores: Record<string, (count: number, seed: number) => Float64Array<ArrayBuffer>> = {
  random: normals,
  'heavy ties': (count, seed) => normals(count, seed).map((z) => Math.round(2 * z) / 2),
  'near ties': (count, seed) => normals(count, seed).map((z, i) => Math.round(z) + 1e-13 * (i % 11)),
  'all equal': (count) => new Float64Array(count).fill(0.3),
  'far apart': (count, seed) => normals(count, seed).map((z) => 1e4 * z),
  'shifted by 1e6': (count, seed) => normals(count, seed).map((z) => z + 1e6),
  'two clusters': (count, seed) => normals(count, seed).map((z, i) => z + (i % 3 === 0 ? 40 : -40)),
  'log-normal': (count, seed) => normals(count, seed).map((z) => Math.exp(4 * z)),
};
