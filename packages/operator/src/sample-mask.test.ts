import { initBackend } from '@backdropjs/backend';
import { foldIn, key } from '@backdropjs/random';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { backdrop, type MaskOptions, sampleMask } from './index';

/** All non-empty subsets of the axes of a tensor of the given rank. */
function choicesOfAxes(rank: number): number[][] {
  return Array.from({ length: 2 ** rank - 1 }, (_, i) =>
    Array.from({ length: rank }, (_, axis) => axis).filter((axis) => ((i + 1) >> axis) & 1),
  );
}

const sizes = [4, 5, 3, 4, 2];
const cases = [1, 2, 3, 4, 5].flatMap((rank) =>
  choicesOfAxes(rank).map((axes) => [sizes.slice(0, rank), axes] as const),
);

/** |mean - expected| <= 5 standard errors of the mean. */
function expectMean(sample: Float64Array, expected: number): void {
  const mean = sample.reduce((sum, value) => sum + value, 0) / sample.length;
  const variance = sample.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (sample.length - 1);
  expect(Math.abs(mean - expected)).toBeLessThanOrEqual(5 * Math.sqrt(variance / sample.length) + 1e-12);
}

describe.each(['wasm', 'cpu'] as const)('on %s', (backend) => {
  beforeAll(async () => {
    await initBackend({ backends: [backend] });
  });

  describe.each(cases)('shape [%s], axes [%s]', (shape, axes) => {
    const total = axes.reduce((product, axis) => product * shape[axis]!, 1);
    const draw = (rate: number, i: number) => {
      const { mask, kept } = sampleMask(shape, { rate, axes, key: foldIn(key(11), i) });
      const values = mask.dataSync();
      mask.dispose();
      return { values, kept, shape: mask.shape };
    };

    it('has full rank, zeros and ones only, and counts them', () => {
      for (const rate of [0, 0.3, 0.8, 0.99]) {
        const { mask, kept, total: counted } = sampleMask(shape, { rate, axes, key: key(3) });
        expect(mask.shape).toEqual(shape.map((size, axis) => (axes.includes(axis) ? size : 1)));
        expect(counted).toBe(total);
        const values = [...mask.dataSync()];
        expect(values.every((value) => value === 0 || value === 1)).toBe(true);
        expect(kept).toBe(values.filter((value) => value === 1).length);
        expect(kept).toBeGreaterThanOrEqual(1);
        if (rate === 0) expect(kept).toBe(total);
        mask.dispose();
      }
    });

    it('is the same for the same key and differs between keys', () => {
      expect(draw(0.5, 0)).toEqual(draw(0.5, 0));
      const texts = Array.from({ length: 20 }, (_, i) => draw(0.5, i).values.join());
      expect(new Set(texts).size).toBeGreaterThan(1);
    });

    it('keeps exactly one position when all were dropped', () => {
      // At rate 0.9999 a mask of at most 480 positions keeps none in more than 95 % of the draws.
      const counts = Array.from({ length: 20 }, (_, i) => draw(0.9999, i).kept);
      expect(Math.min(...counts)).toBe(1);
      expect(counts.filter((kept) => kept === 1).length).toBeGreaterThan(10);
    });

    it("has mean exactly 1 in 'realized' scale, and is constant along the other axes", () => {
      tf.tidy(() => {
        const gradient = tf.grad((x) => tf.sum(backdrop(x, { rate: 0.7, axes, key: key(5) })))(
          tf.zeros(shape),
        );
        expect(gradient.shape).toEqual(shape);
        // Exactly 1 but for the rounding of total / kept to float32, at most 2^-24 of it; summed in double precision.
        const sum = gradient.dataSync<'float32'>().reduce((a, b) => a + b, 0);
        expect(Math.abs(sum / gradient.size - 1)).toBeLessThanOrEqual(2 ** -24);
        for (const axis of shape.keys()) {
          if (axes.includes(axis)) continue;
          const [low, high] = [tf.min(gradient, axis), tf.max(gradient, axis)];
          expect(low.dataSync()).toEqual(high.dataSync());
        }
      });
    });

    it("has expectation 1 in 'realized' and 1 + rate^n / (n (1 - rate)) in 'expected' scale, within 5 standard errors", () => {
      const rate = 0.6;
      const draws = 400;
      const realized = new Float64Array(draws);
      const expected = new Float64Array(draws);
      for (let i = 0; i < draws; i++) {
        const { values, kept } = draw(rate, i);
        // Position 0 for the realized scale (its mean over positions is 1 anyway); the mean over positions otherwise.
        realized[i] = (values[0]! * total) / kept;
        expected[i] = kept / total / (1 - rate);
      }
      expectMean(realized, 1);
      expectMean(expected, 1 + rate ** total / (total * (1 - rate)));
    });
  });

  it('chooses the one kept position uniformly', () => {
    const counts = new Float64Array(8);
    const draws = 4000;
    for (let i = 0; i < draws; i++) {
      const { mask } = sampleMask([8], { rate: 0.9999, axes: [0], key: foldIn(key(2), i) });
      counts[mask.dataSync().indexOf(1)]! += 1;
      mask.dispose();
    }
    // Chi squared with 7 degrees of freedom: mean 7, standard deviation sqrt(14); 5 of them above the mean.
    const chiSquared = counts.reduce((sum, count) => sum + (count - draws / 8) ** 2 / (draws / 8), 0);
    expect(chiSquared).toBeLessThan(7 + 5 * Math.sqrt(14));
  });

  it('numbers the positions alike whatever the order and sign of the axes', () => {
    tf.tidy(() => {
      const mask = (axes: number[]) =>
        sampleMask([3, 4, 5], { rate: 0.5, axes, key: key(1) }).mask.dataSync();
      expect(mask([2, 0])).toEqual(mask([0, 2]));
      expect(mask([-1, -3])).toEqual(mask([0, 2]));
    });
  });

  it('draws a frozen mask for a frozen key', () => {
    tf.tidy(() => {
      const { mask, kept } = sampleMask([2, 4, 4, 3], { rate: 0.5, axes: [1, 2], key: key(42) });
      expect([...mask.dataSync()].join('')).toBe('0001000011111100');
      expect(kept).toBe(7);
    });
  });

  it('adds exactly one tensor', () => {
    const before = tf.memory().numTensors;
    const { mask } = sampleMask([3, 4], { rate: 0.99, axes: [0], key: key(1) });
    expect(tf.memory().numTensors).toBe(before + 1);
    mask.dispose();
    expect(tf.memory().numTensors).toBe(before);
  });

  it('keeps the positions that it is told to', () => {
    const { mask, kept, total } = sampleMask([2, 3], {
      rate: 0.5,
      axes: [1, 0],
      key: key(1),
      keep: [
        [2, 0],
        [1, 1],
      ],
    });
    expect([...mask.dataSync()]).toEqual([0, 0, 1, 0, 1, 0]);
    expect([kept, total]).toEqual([2, 6]);
    mask.dispose();
  });

  it.each([
    [
      { keep: [] },
      /^sampleMask: keep must be an array of different indices along axes \[0\] inside \[2,1\], got \[\]/,
    ],
    [{ keep: ['a'] }, /^sampleMask: keep must be an array of different indices .* got \["a"\]$/],
    [{ keep: [[2]] }, /^sampleMask: keep must be an array of different indices .* got \[\[2\]\]$/],
    [{ keep: [[-1]] }, /^sampleMask: keep must be .* got \[\[-1\]\]$/],
    [{ keep: [[0.5]] }, /^sampleMask: keep must be .* got \[\[0\.5\]\]$/],
    [{ keep: [[0, 0]] }, /^sampleMask: keep must be .* got \[\[0,0\]\]$/],
    [{ keep: [[]] }, /^sampleMask: keep must be .* got \[\[\]\]$/],
    [{ keep: [[1], [1]] }, /^sampleMask: keep must be .* got \[\[1\],\[1\]\]$/],
    [{ key: [-1, 0, 0, 0] }, /^sampleMask: key must be a key of/],
    [{ rate: 1 }, /^sampleMask: rate must be in \[0, 1\), got 1/],
    [{ key: undefined }, /^sampleMask: key must be a key of/],
    [{ axes: [] }, /^sampleMask: axes must be an array of different integers in \[-2, 2\), got \[\]/],
    [{ axes: [0, 0] }, /^sampleMask: axes must be an array of different integers/],
    [{ axes: [2] }, /integers in \[-2, 2\), got \[2\]/],
    [{ axis: [0] }, /^sampleMask: options must be one of axes, key, mask, rate, scale, keep, got "axis"/],
  ])('%o is refused', (changed, message) => {
    const options = { rate: 0.5, axes: [0], key: key(1), ...changed } as unknown as MaskOptions;
    expect(() => sampleMask([2, 3], options)).toThrow(message);
  });

  it('tells indices that are wrong from what is none', () => {
    const keeping = (keep: unknown) => () =>
      sampleMask([2, 3], { rate: 0.5, axes: [0], key: key(1), keep: keep as never });
    for (const keep of [[[2]], [[0, 0]], [[1], [1]], []]) expect(keeping(keep)).toThrow(RangeError);
    for (const keep of [['a'], [['a']], 'all', [null]]) expect(keeping(keep)).toThrow(TypeError);
  });

  it.each([
    new Float32Array(5),
    new Float32Array(7),
    new Float64Array(6),
    [1, 1, 1, 1, 1, 1],
    Float32Array.of(1, 1, 1, 1, 1, Number.NaN),
    Float32Array.of(Infinity, 1, 1, 1, 1, 1),
    undefined,
  ])('refuses a mask function that returns %o', (values) => {
    const mask = () => values as Float32Array;
    expect(() => sampleMask([2, 3], { axes: [0, 1], key: key(1), mask })).toThrow(
      'sampleMask: mask must return a Float32Array of 6 finite weights, got ',
    );
  });

  it('refuses a mask that is no function', () => {
    expect(() => sampleMask([2, 3], { axes: [0], key: key(1), mask: 3 as never })).toThrow(
      /^sampleMask: mask must be a function, got 3$/,
    );
  });

  it('refuses more than 2^26 positions before it draws any', () => {
    const mask = () => {
      throw new Error('drawn');
    };
    expect(() => sampleMask([2 ** 13, 2 ** 13 + 1], { axes: [0, 1], key: key(1), mask })).toThrow(
      'sampleMask: shape must have 1 to 2^26 positions along axes [0,1], got [8192,8193]',
    );
    expect(() => sampleMask([2 ** 13, 2 ** 13], { axes: [0, 1], key: key(1), mask })).toThrow('drawn');
  });

  it('refuses what is no shape, and a shape without positions along the axes', () => {
    for (const shape of [undefined, 3]) {
      expect(() => sampleMask(shape as never, { rate: 0.5, axes: [0], key: key(1) })).toThrow(
        `sampleMask: shape must be an array of sizes, got ${shape}`,
      );
    }
    expect(() => sampleMask([0, 3], { rate: 0.5, axes: [0], key: key(1) })).toThrow(
      'sampleMask: shape must have 1 to 2^26 positions along axes [0], got [0,3]',
    );
  });
});
