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
  for (; count >= 4; count -= 4, source += 16, target += 16) {
    if (lowStep) lows = v128.load(low);
    if (highStep) highs = v128.load(high);
    v128.store(target, f32x4.min(f32x4.max(v128.load(source), lows), highs));
    low += 4 * lowStep;
    high += 4 * highStep;
  }
  for (; count; count--, source += 4, target += 4) {
    if (lowStep) lows = v128.load32_splat(low);
    if (highStep) highs = v128.load32_splat(high);
    const result = f32x4.min(f32x4.max(v128.load32_splat(source), lows), highs);
    store<f32>(target, f32x4.extract_lane(result, 0));
    low += lowStep;
    high += highStep;
  }
}
