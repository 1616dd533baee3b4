import type * as tf from '@tensorflow/tfjs-core';

/** A tensor to be: the same values on every backend. */
export interface Given {
  shape: number[];
  dtype: 'float32' | 'int32' | 'bool' | 'string';
  values: (number | string)[];
}

/** What values may be drawn besides ordinary ones of either sign. */
export type Kind = 'ordinary' | 'positive' | 'unit' | 'special';

const special = [
  Number.NaN,
  Infinity,
  -Infinity,
  0,
  -0,
  1,
  -1,
  0.5,
  2.5,
  -1.5,
  1e-40,
  1e30,
  -1e30,
  6,
  88,
  -100,
];

/** Everything random in one case, from its seed. */
export class Draw {
  private state: number;

  constructor(seed: number) {
    this.state = Math.imul(seed + 1, 0x9e3779b1) >>> 0;
  }

  /** In [0, 1): the generator mulberry32. */
  uniform(): number {
    this.state = (this.state + 0x6d2b79f5) >>> 0;
    let z = this.state;
    z = Math.imul(z ^ (z >>> 15), z | 1);
    z ^= z + Math.imul(z ^ (z >>> 7), z | 61);
    return ((z ^ (z >>> 14)) >>> 0) / 2 ** 32;
  }

  chance(probability: number): boolean {
    return this.uniform() < probability;
  }

  /** In [low, high]. */
  integer(low: number, high: number): number {
    return low + Math.floor(this.uniform() * (high - low + 1));
  }

  one<T>(of: readonly T[]): T {
    return of[this.integer(0, of.length - 1)]!;
  }

  many<T>(count: number, make: (index: number) => T): T[] {
    return Array.from({ length: count }, (_, index) => make(index));
  }

  /** Some sizes, one in fifty of them 0; one shape in twelve is large enough that operations by channel are put off. */
  shape(lowest = 0, highest = 5): number[] {
    if (highest >= 3 && this.chance(1 / 12))
      return [this.integer(8, 20), this.integer(12, 20), this.integer(3, 9)];
    return this.many(this.integer(lowest, highest), () => (this.chance(0.02) ? 0 : this.integer(1, 6)));
  }

  floats(shape: number[], kind: Kind = 'ordinary'): Given {
    const values = this.many(size(shape), () => {
      if (kind === 'special' && this.chance(0.3)) return this.one(special);
      const value = (2 * this.uniform() - 1) * this.one([1, 1, 3]);
      if (kind === 'unit') return Math.fround(2 * this.uniform() - 1);
      return Math.fround(kind === 'positive' ? Math.abs(value) + 0.05 : value);
    });
    return { shape, dtype: 'float32', values };
  }

  /** No two the same, so that no maximum is a tie. */
  distinct(shape: number[]): Given {
    const values = this.permutation(size(shape)).map((i) => Math.fround((i - size(shape) / 2) / 7));
    return { shape, dtype: 'float32', values };
  }

  integers(shape: number[], low: number, high: number): Given {
    return { shape, dtype: 'int32', values: this.many(size(shape), () => this.integer(low, high)) };
  }

  bools(shape: number[]): Given {
    return { shape, dtype: 'bool', values: this.many(size(shape), () => this.integer(0, 1)) };
  }

  /** Mostly floats. */
  any(shape: number[], kind: Kind = 'special'): Given {
    if (this.chance(0.75)) return this.floats(shape, kind);
    return this.chance(0.7) ? this.integers(shape, -9, 9) : this.bools(shape);
  }

  permutation(count: number): number[] {
    const order = this.many(count, (i) => i);
    for (let i = count - 1; i > 0; i--) {
      const j = this.integer(0, i);
      [order[i], order[j]] = [order[j]!, order[i]!];
    }
    return order;
  }

  /** Some of the axes, as tfjs takes them: a number, a list, negative, or none. */
  axes(rank: number): number | number[] | undefined {
    if (rank === 0 || this.chance(0.2)) return undefined;
    const axis = (of: number) => (this.chance(0.3) ? of - rank : of);
    if (this.chance(0.3)) return axis(this.integer(0, rank - 1));
    return this.permutation(rank).slice(0, this.integer(1, rank)).map(axis);
  }

  /** A shape that is broadcast together with the given one. */
  beside(shape: number[]): number[] {
    const cut = this.chance(0.4) ? this.integer(0, shape.length) : 0;
    return shape.slice(cut).map((extent) => (this.chance(0.3) ? 1 : extent));
  }
}

export function size(shape: readonly number[]): number {
  return shape.reduce((product, extent) => product * extent, 1);
}

/** One call of an operation. */
export interface Case {
  inputs: Given[];
  // biome-ignore lint/suspicious/noExplicitAny: each operation takes tensors of its own ranks.
  run(...inputs: any[]): tf.Tensor | tf.Tensor[];
  /** Attributes, to tell what failed. */
  about?: object;
  /** Whether the gradient of its float inputs is compared, too. Default: true where the result is float32. */
  gradient?: boolean;
  /** The largest difference, relative to 1 + |value|; or, for sums, to 1 + the largest |value|. */
  tolerance?: number;
}

/** An operation of tfjs: draws a call of it. */
export type Operation = (draw: Draw) => Case;
