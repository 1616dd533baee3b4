/** A copy in random order (Fisher and Yates). */
export function shuffled<T>(items: readonly T[], next: () => number): T[] {
  const out = items.slice();
  for (let k = out.length - 1; k > 0; k--) {
    const other = Math.floor(next() * (k + 1));
    [out[k], out[other]] = [out[other]!, out[k]!];
  }
  return out;
}

/**
 * Uniform numbers in [0, 1) that are a function of three numbers, in integer arithmetic: the 32-bit finalizer of MurmurHash3
 * (Appleby) over a counter.
 */
export function uniforms(...key: readonly number[]): () => number {
  const mix = (hash: number) => {
    let h = hash;
    h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
    h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
    return (h ^ (h >>> 16)) >>> 0;
  };
  const words = new Uint32Array(Float64Array.from(key).buffer);
  const start = words.reduce((state, word) => mix((state ^ word) + 0x9e3779b9), 0);
  let counter = 0;
  return () => mix(mix(start + Math.imul(counter++, 0x9e3779b9)) ^ start) / 2 ** 32;
}
