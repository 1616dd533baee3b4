import { GAP } from '../src/simd/gap';
import { Pass } from './pass';
import { Plan, runPass, step } from './plan';

/** Transforms of the columns of a matrix. In the order of src/simd/structs.ts; addresses and strides in bytes. */
@unmanaged
export class Columns {
  plan: Plan;
  pass: Pass;
  /** The input: a row for each of the modes -negative, ..., -1 and then 0, ..., positive - 1. */
  from: usize;
  fromPlane: usize;
  fromStride: usize;
  negative: usize;
  positive: usize;
  /** The result; may be the input, with the same stride. */
  to: usize;
  toPlane: usize;
  toStride: usize;
  /** Of a row, a multiple of 16. */
  width: usize;
  /** How much of a row is transformed at a time, so that it stays in a cache; a multiple of 16. */
  block: usize;
  /** Working memory: four planes of `block` for each row and a gap, and a vector. */
  scratch: usize;
}

/** Transforms each column of a matrix, given its modes around 0. */
export function columns(job: Columns): void {
  const plan = job.plan;
  const n = plan.size as usize;
  const last = plan.steps - 1;
  const pass = job.pass;
  const missing = n - job.negative - job.positive;
  // All modes are there, so the first pass can read them where they are: its legs 2, 3, 0 and 1 one after another.
  const direct = missing === 0 && plan.firstTwiddles !== 0;
  for (let left: usize = 0; left < job.width; left += job.block) {
    const width = min(job.block, job.width - left);
    const plane = width * n + GAP;
    const data = job.scratch;
    for (let part: usize = 0; part < 2 && !direct; part++) {
      const to = data + part * plane;
      const from = job.from + part * job.fromPlane + left;
      const below = job.negative * job.fromStride;
      copyRows(to + (n - job.negative) * width, from, job.negative, width, job.fromStride);
      copyRows(to, from + below, job.positive, width, job.fromStride);
      memory.fill(to + job.positive * width, 0, missing * width);
    }
    let stride: usize = 1;
    let at = data;
    let other = data + 2 * plane;
    for (let i = 0; i <= last; i++) {
      const s = step(plan, i);
      const end = i === last;
      pass.twiddles = s.twiddles;
      pass.runs = end ? stride : 1;
      pass.width = end ? width : stride * width;
      pass.from = at;
      pass.fromPlane = plane;
      pass.fromStride = pass.width;
      pass.part = (s.groups as usize) * stride * width;
      pass.middle = pass.part;
      if (direct && i === 0) {
        pass.fromPlane = job.fromPlane;
        pass.fromStride = job.fromStride;
        pass.part = (s.groups as usize) * job.fromStride;
        pass.from = job.from + left + 2 * pass.part;
        pass.middle = -3 * pass.part;
      }
      pass.to = end ? job.to + left : other;
      pass.toPlane = end ? job.toPlane : plane;
      pass.toStride = end ? job.toStride : pass.width;
      pass.leg = pass.runs * pass.toStride;
      runPass(s.radix, pass);
      stride *= s.radix as usize;
      const read = at;
      at = other;
      other = read;
    }
  }
}

/** Copies rows of `width` bytes, a multiple of 16 and too few for memory.copy, into rows one after another. */
function copyRows(to: usize, from: usize, count: usize, width: usize, stride: usize): void {
  for (const end = to + count * width; to < end; from += stride - width) {
    for (const next = to + width; to < next; to += 16, from += 16) v128.store(to, v128.load(from));
  }
}
