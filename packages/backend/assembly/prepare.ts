import { addRowWide, narrow, wideBytes } from './sum-rows';

/** What `prepare` gets; in the order of `PREPARATION` in src/module/structs.ts. */
@unmanaged
export class Preparation {
  rowCount: i32;
  columns: i32;
  /** Gradient of the output: rowCount x columns floats. */
  gradient: usize;
  /** Output of the forward pass's relu, or 0: the gradient passes where it is not <= 0, so also where it is NaN. */
  activated: usize;
  /** Where the non-zero rows of the masked gradient go, compacted, or 0 to leave them where they are. */
  compact: usize;
  /** Where the indices of the non-zero rows go: int32, as many as rows. */
  rows: usize;
  /** Where the sum over rows (the gradient of the bias) goes, `columns` floats, or 0. */
  bias: usize;
  /** Working memory; 0 asks for its size in bytes. */
  scratch: usize;
}

/** Is any of `count` floats other than 0 or -0? NaN is. */
export function isNonZero(address: usize, count: i32): bool {
  // By cache lines; shifting the sign out makes -0 zero.
  for (; count >= 16; count -= 16, address += 64) {
    const front = v128.or(v128.load(address), v128.load(address, 16));
    const back = v128.or(v128.load(address, 32), v128.load(address, 48));
    if (v128.any_true(i32x4.shl(v128.or(front, back), 1))) return true;
  }
  for (; count >= 4; count -= 4, address += 16) {
    if (v128.any_true(f32x4.ne(v128.load(address), f32x4.splat(0)))) return true;
  }
  for (; count; count--, address += 4) if (load<f32>(address) !== 0) return true;
  return false;
}

/**
 * target = gradient where activated is not <= 0, else 0, and says whether any of it is non-zero. The target may be
 * the gradient, or lie before it.
 */
export function maskRow(gradient: usize, activated: usize, target: usize, count: i32): bool {
  const zero = f32x4.splat(0);
  let any = f32x4.splat(0);
  for (; count >= 4; count -= 4, gradient += 16, activated += 16, target += 16) {
    const v = v128.andnot(v128.load(gradient), f32x4.le(v128.load(activated), zero));
    any = v128.or(any, f32x4.ne(v, zero));
    v128.store(target, v);
  }
  let found = v128.any_true(any);
  for (; count; count--, gradient += 4, activated += 4, target += 4) {
    const v: f32 = load<f32>(activated) <= 0 ? 0 : load<f32>(gradient);
    if (v !== 0) found = true;
    store<f32>(target, v);
  }
  return found;
}

/**
 * One pass over the gradient of a convolution's (or dense layer's) output, before both of its gradients: applies the relu
 * mask, lists the rows (positions) that are not all zero, compacts them, and sums the gradient of the bias.
 * Returns the number of rows listed. A zero row costs its scan only; a dense row's scan stops at its first vector.
 */
export function prepare(p: Preparation): usize {
  const columns = p.columns;
  const bytes = (columns as usize) * 4;
  if (!p.scratch) return wideBytes(columns);
  if (p.bias) memory.fill(p.scratch, 0, wideBytes(columns));
  let count = 0;
  let gradient = p.gradient;
  const activated = p.activated;
  let target = p.compact;
  for (let i = 0; i < p.rowCount; i++, gradient += bytes) {
    if (!isNonZero(gradient, columns)) continue;
    let row = gradient;
    if (activated) {
      if (!maskRow(gradient, activated + (i as usize) * bytes, target, columns)) continue;
      row = target;
    } else if (target) {
      memory.copy(target, gradient, bytes);
    }
    if (target) target += bytes;
    store<i32>(p.rows + ((count as usize) << 2), i);
    count++;
    if (p.bias) addRowWide(row, p.scratch, columns);
  }
  if (p.bias) narrow(p.scratch, p.bias, columns, 1);
  return count;
}
