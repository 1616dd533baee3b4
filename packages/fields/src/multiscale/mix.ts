import type { Planes } from '../fft/planes';
import type { Synthesis } from '../synthesis/synthesis';
import { type Band, forEachRun, opposite } from '../torus/band';

/**
 * Complex noise n_k stands for two real fields, of transforms (n_k + conj n_-k) / 2 and (n_k - conj n_-k) / 2i.
 * Calls `visit` for every mode of a band with the positions of n_k and n_-k in the band's rectangle.
 */
function forEachMode(band: Band, visit: (r: number, c: number, at: number, mirrored: number) => void): void {
  const width = band.columns.count;
  forEachRun(band, (r, start, end) => {
    const mirroredRow = opposite(band.rows, r) * width;
    for (let c = start; c < end; c++) visit(r, c, r * width + c, mirroredRow + opposite(band.columns, c));
  });
}

/**
 * The mean squares of the two real fields of this noise, with amplitudes a for the first and b for the
 * second.
 */
export function meanSquares(
  band: Band,
  { re, im }: Planes,
  a: Float64Array,
  b: Float64Array,
): [number, number] {
  let first = 0;
  let second = 0;
  forEachMode(band, (_r, _c, at, mirrored) => {
    const evenRe = a[at]! * (re[at]! + re[mirrored]!);
    const evenIm = a[at]! * (im[at]! - im[mirrored]!);
    const oddRe = b[at]! * (re[at]! - re[mirrored]!);
    const oddIm = b[at]! * (im[at]! + im[mirrored]!);
    first += evenRe * evenRe + evenIm * evenIm;
    second += oddRe * oddRe + oddIm * oddIm;
  });
  return [first / 4, second / 4];
}

/**
 * Adds the first field of this noise, with amplitudes gainA a, and i times the second, with amplitudes gainB
 * b, to a spectrum: (gainA a + gainB b) / 2 n_k + (gainA a - gainB b) / 2 conj n_-k.
 */
export function addFields(
  band: Band,
  { re, im }: Planes,
  a: Float64Array,
  gainA: number,
  b: Float64Array,
  gainB: number,
  { spectrum, rowStride }: Synthesis,
): void {
  forEachMode(band, (r, c, at, mirrored) => {
    const sum = (gainA * a[at]! + gainB * b[at]!) / 2;
    const difference = (gainA * a[at]! - gainB * b[at]!) / 2;
    const target = r * rowStride + c;
    spectrum.re[target]! += sum * re[at]! + difference * re[mirrored]!;
    spectrum.im[target]! += sum * im[at]! - difference * im[mirrored]!;
  });
}
