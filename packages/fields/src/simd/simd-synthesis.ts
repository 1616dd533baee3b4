import type { FloatArray } from '@backdropjs/random';
import type { ModeRange } from '../torus/band';
import type { FieldType, Synthesis, SynthesisOptions } from '../torus/synthesis';
import { countPoints } from '../torus/torus';
import { Arena } from './arena';
import { bindKernels } from './kernels';
import { placePlan } from './plan';
import { COLUMNS, PASS_BYTES, ROWS } from './structs';

/** What the blocks of columns that are transformed at a time should fit into: half of a usual second-level cache. */
const CACHE = 0x80000;

/**
 * A synthesis by WebAssembly SIMD, computed in `precision`; in double precision it gives the same bits as the
 * plain one. Undefined where the engine cannot run it.
 */
export function createSimdSynthesis(
  { torus, shape, band, dtype }: SynthesisOptions,
  precision: FieldType,
): Synthesis | undefined {
  const single = precision === 'float32';
  const size = single ? 4 : 8;
  const outputSize = dtype === 'float32' ? 4 : 8;
  const { layers, rows, columns } = band;
  const [depth, height, width] = torus;
  const arena = new Arena();
  const plans = torus.map((length) => placePlan(arena, length, precision));
  const key = arena.reserve(16);
  const pass = arena.reserve(PASS_BYTES);
  const job = arena.reserve(4 * ROWS.length);

  // Rows of the spectrum are whole vectors, and not multiples of a page apart.
  const vectors = Math.ceil((columns.count * size) / 16);
  const stride = 16 * (vectors % 256 === 0 ? vectors + 4 : vectors);
  const layer = rows.count * stride;
  const boxRows = layers.count * rows.count;
  const noisePlane = 8 * (boxRows * columns.count + 4);
  const noise = arena.reserve(2 * noisePlane);

  const spectrum = place(layers.count * layer);
  const stack = depth > 1 ? place(depth * layer) : spectrum;
  const sheet = height > 1 ? place(height * stride) : stack;

  function place(bytes: number) {
    const plane = Math.ceil((bytes + 16) / 64) * 64;
    return { address: arena.reserve(2 * plane), plane, bytes };
  }

  const fit = (length: number) => 16 * Math.max(1, Math.floor(CACHE / (64 * length)));
  const blocks = [Math.min(layer, fit(depth)), Math.min(stride, fit(height))] as const;
  const scratch = arena.reserve(16 + 4 * Math.max(depth * blocks[0], height * blocks[1]));
  const lineStride = width * size + 64;
  const lines = arena.reserve(6 * lineStride);
  const points = countPoints(shape);
  // Behind the last row, what it writes past its end.
  const fieldPlane = Math.ceil((outputSize * (points + width) + 256) / 64) * 64;
  const output = arena.reserve(2 * fieldPlane);

  const bound = bindKernels(arena.end, precision);
  if (bound === undefined) return undefined;
  const { kernels, buffer } = bound;
  for (const plan of plans) plan.write(buffer);

  const array = single ? Float32Array : Float64Array;
  const outputArray = dtype === 'float32' ? Float32Array : Float64Array;
  const planes = (address: number, plane: number, length: number) => ({
    re: new array(buffer, address, length) as FloatArray,
    im: new array(buffer, address + plane, length) as FloatArray,
  });
  const field = (i: number) => new outputArray(buffer, output + i * fieldPlane, points) as FloatArray;
  const keyWords = new Int32Array(buffer, key, 4);

  /** Writes the fields of a struct and runs a kernel on it. */
  function call<Field extends string>(
    kernel: (job: number) => void,
    names: readonly Field[],
    values: Record<Field, number>,
  ): void {
    new Int32Array(buffer, job, names.length).set(names.map((name) => values[name]));
    kernel(job);
  }

  function transformColumns(
    axis: 0 | 1,
    from: typeof spectrum,
    offset: number,
    exchanged: boolean,
    to: typeof spectrum,
    range: ModeRange,
    rowWidth: number,
  ): void {
    call(kernels.columns, COLUMNS, {
      plan: plans[axis]!.address,
      pass,
      from: from.address + offset + (exchanged ? from.plane : 0),
      fromPlane: exchanged ? -from.plane : from.plane,
      fromStride: rowWidth,
      negative: -range.first,
      positive: range.count + range.first,
      to: to.address,
      toPlane: to.plane,
      toStride: rowWidth,
      width: rowWidth,
      block: blocks[axis],
      scratch,
    });
  }

  return {
    spectrum: planes(spectrum.address, spectrum.plane, spectrum.bytes / size),
    rowStride: stride / size,
    noise: {
      re: new Float64Array(buffer, noise, boxRows * columns.count),
      im: new Float64Array(buffer, noise + noisePlane, boxRows * columns.count),
    },
    fields: [field(0), field(1)],
    drawNoise(words, { starts, ends }, pair, stream) {
      keyWords.set(words);
      for (let r = 0; r < starts.length; r++) {
        const start = starts[r]!;
        const y = rows.first + (r % rows.count);
        const z = layers.first + Math.floor(r / rows.count);
        const count = ends[r]! - start;
        if (count <= 0) continue;
        const first = noise + 8 * (r * columns.count + start);
        kernels.noise(key, columns.first + start, y, pair, stream + z, count, first, first + noisePlane);
      }
    },
    run() {
      // Exchanging the parts on the way in and out makes the transforms inverse ones.
      let exchanged = true;
      if (depth > 1) {
        transformColumns(0, spectrum, 0, exchanged, stack, layers, layer);
        exchanged = false;
      }
      for (let z = 0; z < shape[0]; z++) {
        const inSheet = height > 1;
        if (inSheet) transformColumns(1, stack, z * layer, exchanged, sheet, rows, stride);
        const swapped = exchanged && !inSheet;
        call(kernels.rows, ROWS, {
          plan: plans[2]!.address,
          pass,
          count: shape[1],
          from: sheet.address + (swapped ? sheet.plane : 0) + (inSheet ? 0 : z * layer),
          fromPlane: swapped ? -sheet.plane : sheet.plane,
          fromStride: stride,
          negative: -columns.first,
          positive: columns.count + columns.first,
          to: output + fieldPlane + z * shape[1] * shape[2] * outputSize,
          toPlane: -fieldPlane,
          toStride: shape[2] * outputSize,
          narrow: outputSize < size ? 1 : 0,
          scratch: lines,
          scratchStride: lineStride,
        });
      }
    },
  };
}
