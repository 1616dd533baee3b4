/** Seeded uniform numbers for tests (mulberry32). */
export class Random {
  constructor(private state: number) {}

  /** In [0, 1). */
  next(): number {
    this.state = (this.state + 0x6d2b79f5) | 0;
    let t = Math.imul(this.state ^ (this.state >>> 15), 1 | this.state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  }

  /** In [low, high], an integer. */
  integer(low: number, high: number): number {
    return low + Math.floor(this.next() * (high - low + 1));
  }

  pick<T>(values: readonly T[]): T {
    return values[this.integer(0, values.length - 1)]!;
  }

  /** In [-1, 1). */
  floats(length: number): Float32Array {
    const out = new Float32Array(length);
    // `from` with a function takes eight times as long, and tests draw millions.
    for (let i = 0; i < length; i++) out[i] = 2 * this.next() - 1;
    return out;
  }

  /** `floats` in which a row of `columns` is all zero with probability 1 - `kept`. */
  rows(count: number, columns: number, kept: number): Float32Array {
    const out = this.floats(count * columns);
    for (let i = 0; i < count; i++) {
      if (this.next() >= kept) out.fill(0, i * columns, (i + 1) * columns);
    }
    return out;
  }
}
