import { firstPass } from './first-pass';
import { Pass } from './pass';
import { Plan, runPass, step } from './plan';

/** Transforms of the rows of a matrix. In the order of src/simd/structs.ts; addresses and strides in bytes. */
@unmanaged
export class Rows {
  plan: Plan;
  pass: Pass;
  count: usize;
  /** The input: for each row the modes -negative, ..., -1 and then 0, ..., positive - 1. */
  from: usize;
  fromPlane: usize;
  fromStride: usize;
  negative: usize;
  positive: usize;
  /** The result: rows of the plan's size, of which the next row overwrites what goes past `toStride`. */
  to: usize;
  toPlane: usize;
  toStride: usize;
  /** Whether to round a result in double precision to single precision. */
  narrow: usize;
  /** Working memory: six lines of `scratchStride` bytes, the first two zeros between the positive and the negative modes. */
  scratch: usize;
  scratchStride: usize;
}

/** Transforms each row of a matrix, given its modes around 0. */
export function rows(job: Rows): void {
  const plan = job.plan;
  const size = plan.bytes;
  const n = plan.size as usize;
  const last = plan.steps - 1;
  const pass = job.pass;
  const line = job.scratch;
  const plane = job.scratchStride;
  const fromPlane = job.fromPlane;
  const below = job.negative * size;
  const above = job.positive * size;
  // Between the modes; the first two lines keep them for the next row.
  const hasZeros = below + above < n * size;
  // All modes are there, so the first pass can read them where they are: its legs 2, 3, 0 and 1 one after another.
  const direct = !hasZeros && plan.firstTwiddles !== 0;
  let from = job.from;
  let to = job.to;
  for (let y: usize = 0; y < job.count; y++, from += job.fromStride, to += job.toStride) {
    if (!direct) {
      memory.copy(line, from + below, above);
      memory.copy(line + plane, from + fromPlane + below, above);
      memory.copy(line + n * size - below, from, below);
      memory.copy(line + plane + n * size - below, from + fromPlane, below);
    }
    let stride = size;
    let at = line;
    let other = line + 2 * plane;
    for (let i = 0; i <= last; i++) {
      const s = step(plan, i);
      pass.runs = 1;
      pass.width = stride;
      pass.part = (s.groups as usize) * stride;
      pass.twiddles = s.twiddles;
      pass.from = at;
      pass.fromPlane = plane;
      pass.fromStride = stride;
      pass.middle = pass.part;
      const end = i === last && !job.narrow;
      pass.to = end ? to : other;
      pass.toPlane = end ? job.toPlane : plane;
      pass.toStride = stride;
      pass.leg = stride;
      if (i === 0 && plan.firstTwiddles) {
        pass.twiddles = plan.firstTwiddles;
        if (direct) {
          pass.from = from + below;
          pass.fromPlane = fromPlane;
          pass.middle = -3 * pass.part;
        }
        firstPass(pass, plan.firstStride, size === 4);
      } else {
        runPass(s.radix, pass);
      }
      stride *= s.radix as usize;
      const read = at;
      at = other;
      other = i === 0 && hasZeros ? line + 4 * plane : read;
    }
    if (job.narrow) {
      narrow(at, to, n);
      narrow(at + plane, to + job.toPlane, n);
    } else if (last < 0) {
      memory.copy(to, line, size);
      memory.copy(to + job.toPlane, line + plane, size);
    }
  }
}

/** Rounds `count` numbers to single precision; reads and writes up to a vector more. */
function narrow(from: usize, to: usize, count: usize): void {
  for (let i: usize = 0; i < count; i += 4, from += 32, to += 16) {
    v128.store(
      to,
      v128.shuffle<f64>(
        f32x4.demote_f64x2_zero(v128.load(from)),
        f32x4.demote_f64x2_zero(v128.load(from, 16)),
        0,
        2,
      ),
    );
  }
}
