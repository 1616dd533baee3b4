import { modeRange } from './band';
import { createSynthesis } from './synthesis';
import { wrap } from './torus';

/**
 * The discrete Fourier transform of real numbers on a torus with f(x) = f(-x): real numbers with the same
 * symmetry, in the same row-major order. Applied twice it multiplies by the number of points.
 */
export function evenTransform(
  values: Float64Array,
  [rows, columns]: readonly [number, number],
): Float64Array {
  const columnRange = modeRange(columns, columns);
  const synthesis = createSynthesis([rows, columns], modeRange(rows, rows), columnRange);
  for (let i = 0; i < rows; i++) {
    for (let c = 0; c < columns; c++) {
      synthesis.spectrum.re[i * columns + c] = values[i * columns + wrap(columnRange.first + c, columns)]!;
    }
  }
  const transformed = new Float64Array(values.length);
  synthesis.run(transformed, new Float64Array(values.length));
  return transformed;
}
