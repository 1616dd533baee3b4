import { align, createArena } from '../simd/arena';
import { GAP } from '../simd/gap';
import { bindKernels } from '../simd/kernels';
import { placePlan } from '../simd/plan';
import { type Columns, JOB_BYTES, PASS_BYTES, type Rows } from '../simd/structs';
import { forEachRun, type ModeRange } from '../torus/band';
import { createField, type FieldType } from '../torus/field-type';
import { countPoints } from '../torus/torus';
import type { Synthesis, SynthesisOptions } from './synthesis';

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
  const size = precision === 'float32' ? 4 : 8;
  const outputSize = dtype === 'float32' ? 4 : 8;
  const { layers, rows, columns } = band;
  const [depth, height, width] = torus;
  const arena = createArena();
  const { reserve } = arena;
  const plans = torus.map((length) => placePlan(arena, length, precision));
  const key = reserve(16);
  const pass = reserve(PASS_BYTES);
  // A struct Columns or Rows.
  const job = reserve(JOB_BYTES);

  // Rows of the spectrum are whole vectors, and not multiples of a page apart.
  const vectors = Math.ceil((columns.count * size) / 16);
  const stride = 16 * (vectors % 256 === 0 ? vectors + 4 : vectors);
  const layer = rows.count * stride;
  const modes = layers.count * rows.count * columns.count;
  const noisePlane = 8 * (modes + 4);
  const noise = reserve(2 * noisePlane);

  // The columns of a single layer are transformed in place: what is read is in the cache when it is written.
  const spectrum = place(depth > 1 ? layers.count * layer : height * stride);
  const stack = depth > 1 ? place(depth * layer) : spectrum;
  const sheet = depth > 1 && height > 1 ? place(height * stride) : stack;

  function place(bytes: number) {
    const plane = align(bytes + 16);
    return { address: reserve(2 * plane), plane };
  }

  const fit = (length: number) => 16 * Math.max(1, Math.floor(CACHE / (64 * length)));
  const blocks = [Math.min(layer, fit(depth)), Math.min(stride, fit(height))] as const;
  const scratch = reserve(16 + 4 * (Math.max(depth * blocks[0], height * blocks[1]) + GAP));
  const lineStride = width * size + 64;
  const lines = reserve(6 * lineStride);
  const points = countPoints(shape);
  // Behind the last row, what it writes past its end.
  const fieldPlane = align(outputSize * (points + width) + 256);
  const output = reserve(2 * fieldPlane);

  const bound = bindKernels(arena.size(), precision);
  if (bound === undefined) return undefined;
  const { kernels, buffer } = bound;
  arena.write(buffer);

  /**
   * Runs a kernel on a struct. The fields are written in the order in which they stand here, which has to be that of the class
   * in assembly/: test/simd/structs.test.ts compares.
   */
  function call<Struct extends Columns | Rows>(kernel: (job: number) => void, struct: Struct): void {
    new Int32Array(buffer, job).set(Object.values(struct));
    kernel(job);
  }

  function transformColumns(
    axis: 0 | 1,
    from: typeof spectrum,
    offset: number,
    to: typeof spectrum,
    { first, count }: ModeRange,
    rowBytes: number,
  ): void {
    call<Columns>(kernels.columns, {
      plan: plans[axis]!,
      pass,
      from: from.address + offset,
      fromPlane: from.plane,
      fromStride: rowBytes,
      negative: -first,
      positive: count + first,
      to: to.address,
      toPlane: to.plane,
      toStride: rowBytes,
      width: rowBytes,
      block: blocks[axis],
      scratch,
    });
  }

  // The imaginary part comes first, on the way in and out, which makes the transforms inverse ones.
  const [re, im] = [spectrum.address + spectrum.plane, spectrum.address];
  return {
    spectrum: {
      re: createField(precision, (layers.count * layer) / size, buffer, re),
      im: createField(precision, (layers.count * layer) / size, buffer, im),
    },
    rowStride: stride / size,
    noise: {
      re: new Float64Array(buffer, noise, modes),
      im: new Float64Array(buffer, noise + noisePlane, modes),
    },
    fields: [
      createField(dtype, points, buffer, output + fieldPlane),
      createField(dtype, points, buffer, output),
    ],
    drawNoise(words, runs, pair, stream) {
      new Int32Array(buffer, key).set(words);
      forEachRun(runs, (r, start, end, y, z) => {
        const first = noise + 8 * (r * columns.count + start);
        kernels.noise(
          ...([key, columns.first + start, y, pair, stream + z] as const),
          ...([end - start, first, first + noisePlane] as const),
        );
      });
    },
    run() {
      if (depth > 1) transformColumns(0, spectrum, 0, stack, layers, layer);
      for (let z = 0; z < shape[0]; z++) {
        const offset = z * layer;
        if (height > 1) transformColumns(1, stack, offset, sheet, rows, stride);
        call<Rows>(kernels.rows, {
          plan: plans[2]!,
          pass,
          count: shape[1],
          from: sheet.address + (height > 1 ? 0 : offset),
          fromPlane: sheet.plane,
          fromStride: stride,
          negative: -columns.first,
          positive: columns.count + columns.first,
          to: output + z * shape[1] * shape[2] * outputSize,
          toPlane: fieldPlane,
          toStride: shape[2] * outputSize,
          narrow: Number(outputSize < size),
          scratch: lines,
          scratchStride: lineStride,
        });
      }
    },
  };
}
