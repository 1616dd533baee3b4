import { drawNormal } from '@backdropjs/random/unchecked';
import { createPlan } from '../fft/plan';
import { createPlanes, type Planes } from '../fft/planes';
import { transform } from '../fft/transform';
import { forEachRun, type ModeRange } from '../torus/band';
import { createField } from '../torus/field-type';
import { countPoints } from '../torus/torus';
import type { Synthesis, SynthesisOptions } from './synthesis';

type Doubles = Planes<Float64Array>;

/**
 * A synthesis in plain TypeScript, in double precision; a single-precision result is rounded at the end. The
 * oracle of the WebAssembly one, and what takes its place where there is no WebAssembly SIMD.
 */
export function createPlainSynthesis({
  torus,
  shape,
  band,
  dtype,
}: SynthesisOptions): Synthesis<Float64Array> {
  const { layers, rows, columns } = band;
  const [depth, height, width] = torus;
  const plans = torus.map(createPlan) as [Plan, Plan, Plan];
  const layer = rows.count * columns.count;
  const modes = createPlanes(layers.count * layer);
  const stack = depth > 1 ? pair(depth * layer) : undefined;
  const sheet = pair(height * columns.count);
  const line = pair(width);
  const points = countPoints(shape);
  const noise = createPlanes(layers.count * layer);
  const fields = [createField(dtype, points), createField(dtype, points)] as const;

  return {
    // Exchanging the parts on the way in and out makes the transforms inverse ones.
    spectrum: { re: modes.im, im: modes.re },
    rowStride: columns.count,
    noise,
    fields,
    drawNoise(key, runs, number, stream) {
      const { re, im } = noise;
      forEachRun(runs, (r, start, end, y, z) => {
        // Negative modes as 32-bit words: the counter's first word wraps from 2^32 - 1 to 0 on its way up.
        const counter = [(columns.first + start) >>> 0, y >>> 0, number, (stream + z) >>> 0];
        const numbers = drawNormal(key, new Float64Array(2 * (end - start)), counter);
        for (let i = 0, at = r * columns.count + start; i < numbers.length; at++) {
          re[at] = numbers[i++]!;
          im[at] = numbers[i++]!;
        }
      });
    },
    run() {
      const layersDone = stack ? axis(plans[0], layer, layers, modes, 0, stack) : modes;
      for (let z = 0; z < shape[0]; z++) {
        const rowsDone = axis(plans[1], columns.count, rows, layersDone, z * layer, sheet);
        for (let y = 0; y < shape[1]; y++) {
          const done = axis(plans[2], 1, columns, rowsDone, y * columns.count, line);
          const to = (z * shape[1] + y) * shape[2];
          fields[0].set(done.im.subarray(0, shape[2]), to);
          fields[1].set(done.re.subarray(0, shape[2]), to);
        }
      }
    },
  };
}

type Plan = ReturnType<typeof createPlan>;

/** Data and working memory of a transform. */
function pair(count: number): [Doubles, Doubles] {
  return [createPlanes(count), createPlanes(count)];
}

/** Transforms `batch` interleaved signals, given from position `start` on by a range of modes. */
function axis(
  plan: Plan,
  batch: number,
  range: ModeRange,
  modes: Doubles,
  start: number,
  [data, scratch]: [Doubles, Doubles],
): Doubles {
  place(modes.re, start, range, batch, data.re);
  place(modes.im, start, range, batch, data.im);
  return transform(plan, batch, data, scratch);
}

/** Spreads a range of modes over an axis: 0, 1, ... first, negative modes at its end. */
function place(
  modes: Float64Array,
  start: number,
  { first, count }: ModeRange,
  batch: number,
  target: Float64Array,
): void {
  const negative = -first * batch;
  const end = target.length - negative;
  target.fill(0, count * batch - negative, end);
  target.set(modes.subarray(start + negative, start + count * batch));
  target.set(modes.subarray(start, start + negative), end);
}
