import { key, normal } from '@backdropjs/random';
import { describe, expect, it } from 'vitest';
import { nextSize, radices } from './factors';
import { createPlan } from './plan';
import { type Planes as AnyPlanes, createPlanes } from './planes';
import { transform } from './transform';

type Planes = AnyPlanes<Float64Array>;

function noise(count: number, seed: number): Planes {
  return { re: normal(key(seed), count), im: normal(key(-seed), count) };
}

function copy({ re, im }: Planes): Planes {
  return { re: re.slice(), im: im.slice() };
}

/** The definition, term by term. */
function naive(size: number, batch: number, x: Planes): Planes {
  const y = createPlanes(size * batch);
  for (let b = 0; b < batch; b++) {
    for (let k = 0; k < size; k++) {
      for (let n = 0; n < size; n++) {
        const angle = (-2 * Math.PI * ((n * k) % size)) / size;
        const [c, s] = [Math.cos(angle), Math.sin(angle)];
        const [i, o] = [n * batch + b, k * batch + b];
        y.re[o]! += x.re[i]! * c - x.im[i]! * s;
        y.im[o]! += x.re[i]! * s + x.im[i]! * c;
      }
    }
  }
  return y;
}

function difference(a: Planes, b: Planes): number {
  let most = 0;
  for (let i = 0; i < a.re.length; i++) {
    most = Math.max(most, Math.abs(a.re[i]! - b.re[i]!), Math.abs(a.im[i]! - b.im[i]!));
  }
  return most;
}

const sizes = [
  1, 2, 3, 4, 5, 6, 8, 9, 10, 12, 15, 16, 18, 20, 24, 25, 27, 30, 32, 45, 60, 64, 75, 80, 100, 128, 135, 288,
  360, 500,
];

describe('transform', () => {
  it.each(sizes)('of size %i agrees with the definition', (size) => {
    for (const batch of [1, 3]) {
      const x = noise(size * batch, size);
      const expected = naive(size, batch, x);
      const y = transform(createPlan(size), batch, x, createPlanes(size * batch));
      expect(difference(y, expected)).toBeLessThan(1e-12);
    }
  });

  it.each([512, 1000, 1024, 3 ** 7, 5 ** 5])(
    'of size %i is undone by the inverse, and keeps the sum of squares',
    (size) => {
      const x = noise(size, size);
      const plan = createPlan(size);
      const y = transform(plan, 1, copy(x), createPlanes(size));
      const energy = ({ re, im }: Planes) => re.reduce((sum, value, i) => sum + value ** 2 + im[i]! ** 2, 0);
      expect(energy(y) / size / energy(x)).toBeCloseTo(1, 13);
      const back = transform(plan, 1, { re: y.im, im: y.re }, createPlanes(size));
      const scaled = { re: back.im.map((value) => value / size), im: back.re.map((value) => value / size) };
      expect(difference(scaled, x)).toBeLessThan(1e-13);
    },
  );

  it('of a single mode is exact at multiples of a quarter turn', () => {
    const x = createPlanes(8);
    x.re[2] = 1;
    const y = transform(createPlan(8), 1, x, createPlanes(8));
    expect([...y.re].map((value) => value + 0)).toEqual([1, 0, -1, 0, 1, 0, -1, 0]);
    expect([...y.im].map((value) => value + 0)).toEqual([0, -1, 0, 1, 0, -1, 0, 1]);
  });
});

describe('sizes', () => {
  it('are products of powers of 2, 3 and 5', () => {
    expect(radices(1)).toEqual([]);
    expect(radices(720)).toEqual([4, 4, 3, 3, 5]);
    expect(radices(32)).toEqual([4, 4, 2]);
    for (const size of [7, 11, 14, 77, 1022]) expect(radices(size)).toBeUndefined();
  });

  it('have a next one', () => {
    expect([1, 7, 11, 77, 481, 1025].map(nextSize)).toEqual([1, 8, 12, 80, 486, 1080]);
  });
});
