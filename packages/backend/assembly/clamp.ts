/** What `clamp` gets; in the order of `CLAMP` in src/module/structs.ts. */
@unmanaged
export class Clamp {
  count: i32;
  source: usize;
  /** The lower bounds, or 0 for none. */
  low: usize;
  /** 1: there is one lower bound for all values. */
  lowIsSingle: i32;
  /** The upper bounds, or 0 for none. */
  high: usize;
  highIsSingle: i32;
  target: usize;
}

/** target = min(max(source, low), high); NaN where one of them is NaN. */
export function clamp(p: Clamp): void {
  let source = p.source;
  let target = p.target;
  let low = p.low;
  let high = p.high;
  let lows = low && p.lowIsSingle ? v128.load32_splat(low) : f32x4.splat(-Infinity);
  let highs = high && p.highIsSingle ? v128.load32_splat(high) : f32x4.splat(Infinity);
  const lowStep: usize = low && !p.lowIsSingle ? 4 : 0;
  const highStep: usize = high && !p.highIsSingle ? 4 : 0;
  let count = p.count;
  if (!lowStep && !highStep) {
    const nan = v128.or(f32x4.ne(lows, lows), f32x4.ne(highs, highs));
    for (; count >= 8; count -= 8, source += 32, target += 32) {
      const first = f32x4.pmin(f32x4.pmax(v128.load(source), lows), highs);
      const second = f32x4.pmin(f32x4.pmax(v128.load(source, 16), lows), highs);
      v128.store(target, v128.or(first, nan));
      v128.store(target, v128.or(second, nan), 16);
    }
  }
  for (; count >= 4; count -= 4, source += 16, target += 16) {
    if (lowStep) lows = v128.load(low);
    if (highStep) highs = v128.load(high);
    v128.store(target, between(v128.load(source), lows, highs));
    low += 4 * lowStep;
    high += 4 * highStep;
  }
  for (; count; count--, source += 4, target += 4) {
    if (lowStep) lows = v128.load32_splat(low);
    if (highStep) highs = v128.load32_splat(high);
    store<f32>(target, f32x4.extract_lane(between(v128.load32_splat(source), lows, highs), 0));
    low += lowStep;
    high += highStep;
  }
}

/** In these operations the first operand's NaN stays; engines make one instruction of each, and ten of `min` and `max`. */
function between(value: v128, low: v128, high: v128): v128 {
  const result = f32x4.pmin(f32x4.pmax(value, low), high);
  return v128.or(result, v128.or(f32x4.ne(low, low), f32x4.ne(high, high)));
}
