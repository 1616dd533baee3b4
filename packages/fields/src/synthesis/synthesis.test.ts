import { key, normal } from '@backdropjs/random';
import { describe, expect, it } from 'vitest';
import { mostDifferent } from '../../test/fixtures';
import { type Band, fullBand, modeRange } from '../torus/band';
import type { FieldType } from '../torus/field-type';
import { countPoints, type Shape } from '../torus/torus';
import { createPlainSynthesis } from './plain-synthesis';
import { createSimdSynthesis } from './simd-synthesis';
import type { Synthesis, SynthesisOptions } from './synthesis';

/** A band of -reach, ..., reach along each axis, with ragged rows. */
function ragged(torus: Shape, reach: readonly number[]): Band {
  const [layers, rows, columns] = torus.map((length, axis) => modeRange(reach[axis]!, length)) as [
    Band['layers'],
    Band['rows'],
    Band['columns'],
  ];
  const count = layers.count * rows.count;
  const starts = Int32Array.from({ length: count }, (_, r) => Math.min(r % 3, columns.count - 1));
  const ends = Int32Array.from({ length: count }, (_, r) => Math.max(starts[r]!, columns.count - (r % 2)));
  return { layers, rows, columns, starts, ends };
}

/** Feeds noise of the band's rows and runs. */
function draw(synthesis: Synthesis, band: Band): readonly ArrayLike<number>[] {
  const { columns, starts, ends } = band;
  const { noise, spectrum, rowStride } = synthesis;
  synthesis.drawNoise(key('synthesis'), band, 5, 0xfffffffe);
  spectrum.re.fill(0);
  spectrum.im.fill(0);
  starts.forEach((start, r) => {
    for (let c = start; c < ends[r]!; c++) {
      spectrum.re[r * rowStride + c] = noise.re[r * columns.count + c]!;
      spectrum.im[r * rowStride + c] = noise.im[r * columns.count + c]!;
    }
  });
  synthesis.run();
  return synthesis.fields;
}

const cases: [torus: Shape, shape: Shape, reach: readonly number[]][] = [
  [
    [1, 1, 1],
    [1, 1, 1],
    [0, 0, 0],
  ],
  ...[2, 3, 4, 5, 6, 8, 9, 10, 12, 15, 16, 20, 25, 27, 36, 45, 60, 64, 75, 100, 128, 320].map(
    (n) =>
      [
        [1, 1, n],
        [1, 1, n],
        [0, 0, n],
      ] as [Shape, Shape, number[]],
  ),
  ...[2, 3, 4, 5, 6, 9, 25, 32, 80].map(
    (n) =>
      [
        [1, n, 6],
        [1, n, 6],
        [0, n, 6],
      ] as [Shape, Shape, number[]],
  ),
  [
    [1, 64, 64],
    [1, 64, 64],
    [0, 7, 9],
  ],
  // Rows that are kept apart in memory.
  [
    [1, 16, 512],
    [1, 16, 512],
    [0, 8, 256],
  ],
  [
    [1, 60, 90],
    [1, 41, 53],
    [0, 11, 13],
  ],
  [
    [1, 45, 64],
    [1, 45, 3],
    [0, 45, 2],
  ],
  [
    [1, 128, 256],
    [1, 128, 256],
    [0, 30, 127],
  ],
  [
    [8, 1, 12],
    [7, 1, 12],
    [2, 0, 3],
  ],
  [
    [6, 10, 1],
    [6, 9, 1],
    [3, 5, 0],
  ],
  [
    [12, 15, 16],
    [12, 15, 16],
    [12, 15, 16],
  ],
  [
    [16, 18, 20],
    [9, 11, 13],
    [3, 4, 5],
  ],
];

describe.each(cases)('on a torus of %j cut to %j with modes to %j', (torus, shape, reach) => {
  const band = ragged(torus, reach);
  const options = (dtype: FieldType): SynthesisOptions => ({ torus, shape, band, dtype });
  const expected = draw(createPlainSynthesis(options('float64')), band);

  it('plain TypeScript and WebAssembly give the same bits in double precision', () => {
    const simd = draw(createSimdSynthesis(options('float64'), 'float64')!, band);
    // Up to the sign of zeros.
    for (const i of [0, 1]) expect(mostDifferent(simd[i]!, expected[i]!)).toBe(0);
  });

  it('results are rounded where single precision is asked for', () => {
    for (const synthesis of [
      createSimdSynthesis(options('float32'), 'float64')!,
      createPlainSynthesis(options('float32')),
    ]) {
      const rounded = draw(synthesis, band);
      for (const i of [0, 1]) {
        expect(mostDifferent(rounded[i]!, Float32Array.from(expected[i]!))).toBe(0);
      }
    }
  });

  it('single precision differs by rounding', () => {
    const single = draw(createSimdSynthesis(options('float32'), 'float32')!, band);
    // The deviation of the sum of all modes, and the rounding of about ten passes.
    const scale = Math.sqrt(band.starts.length * band.columns.count);
    for (const i of [0, 1]) expect(mostDifferent(single[i]!, expected[i]!)).toBeLessThan(2e-6 * scale);
  });

  it('a second run is the same', () => {
    const synthesis = createSimdSynthesis(options('float64'), 'float64')!;
    const first = draw(synthesis, band).map((field) => Float64Array.from(field));
    draw(synthesis, band).forEach((field, i) => {
      expect(mostDifferent(field, first[i]!)).toBe(0);
    });
  });
});

it('is the inverse Fourier transform by its definition', () => {
  const torus = [3, 4, 10] as const;
  const band = fullBand(torus);
  for (const synthesis of [
    createPlainSynthesis({ torus, shape: torus, band, dtype: 'float64' }),
    createSimdSynthesis({ torus, shape: torus, band, dtype: 'float64' }, 'float64')!,
  ]) {
    const [real, imaginary] = draw(synthesis, band);
    const { noise } = synthesis;
    const sums = Array.from({ length: countPoints(torus) }, (_, at) => {
      const [z, y, x] = [Math.floor(at / 40), Math.floor(at / 10) % 4, at % 10];
      let [re, im] = [0, 0];
      for (let k = 0; k < noise.re.length; k++) {
        const [kz, ky, kx] = [Math.floor(k / 40) - 1, (Math.floor(k / 10) % 4) - 2, (k % 10) - 5];
        const angle = 2 * Math.PI * ((kz * z) / 3 + (ky * y) / 4 + (kx * x) / 10);
        re += noise.re[k]! * Math.cos(angle) - noise.im[k]! * Math.sin(angle);
        im += noise.re[k]! * Math.sin(angle) + noise.im[k]! * Math.cos(angle);
      }
      return [re, im] as const;
    });
    expect(
      mostDifferent(
        real!,
        sums.map(([re]) => re),
      ),
    ).toBeLessThan(1e-12);
    expect(
      mostDifferent(
        imaginary!,
        sums.map(([, im]) => im),
      ),
    ).toBeLessThan(1e-12);
  }
});

describe('noise', () => {
  const torus = [4, 6, 40] as const;
  const band = ragged(torus, [1, 2, 9]);
  const options = { torus, shape: torus, band, dtype: 'float64' } as const;

  it.each([
    ['plain', createPlainSynthesis(options)],
    ['simd', createSimdSynthesis(options, 'float64')!],
  ])('is that of the counter (kx, ky, pair, stream + kz) for each mode of the runs: %s', (_, synthesis) => {
    synthesis.drawNoise(key(1), band, 7, 3);
    const { re, im } = synthesis.noise;
    band.starts.forEach((start, r) => {
      for (let c = start; c < band.ends[r]!; c++) {
        const [kz, ky, kx] = [Math.floor(r / 5) - 1, (r % 5) - 2, c - 9];
        const drawn = [re[19 * r + c], im[19 * r + c]];
        expect(drawn).toEqual([...normal(key(1), 2, [kx >>> 0, ky >>> 0, 7, (3 + kz) >>> 0])]);
      }
    });
  });

  it('has the same bits in a hundred thousand draws', () => {
    const wide = [1, 8, 12500] as const;
    const all = { torus: wide, shape: wide, band: fullBand(wide), dtype: 'float64' } as const;
    const [plain, simd] = [createPlainSynthesis(all), createSimdSynthesis(all, 'float64')!];
    for (const synthesis of [plain, simd]) synthesis.drawNoise(key('bits'), all.band, 0xffffffff, 1);
    expect(mostDifferent(simd.noise.re, plain.noise.re)).toBe(0);
    expect(mostDifferent(simd.noise.im, plain.noise.im)).toBe(0);
  });
});
