/** What `isNotZero` gets; in the order of `IS_NOT_ZERO` in src/module/structs.ts. */
@unmanaged
export class IsNotZero {
  count: i32;
  /** Words of 32 bits. */
  source: usize;
  /** The bits that count: all, or of a float all but its sign. */
  bits: i32;
  /** Bytes. */
  target: usize;
}

/** target = 1 where source has one of the bits, else 0; NaN has. */
export function isNotZero(p: IsNotZero): void {
  const zero = i32x4.splat(0);
  const bits = i32x4.splat(p.bits);
  let source = p.source;
  let target = p.target;
  let count = p.count;
  for (; count >= 16; count -= 16, source += 64, target += 16) {
    const a = i32x4.ne(v128.and(v128.load(source), bits), zero);
    const b = i32x4.ne(v128.and(v128.load(source, 16), bits), zero);
    const c = i32x4.ne(v128.and(v128.load(source, 32), bits), zero);
    const d = i32x4.ne(v128.and(v128.load(source, 48), bits), zero);
    const bytes = i8x16.narrow_i16x8_s(i16x8.narrow_i32x4_s(a, b), i16x8.narrow_i32x4_s(c, d));
    v128.store(target, v128.and(bytes, i8x16.splat(1)));
  }
  for (; count; count--, source += 4, target++) store<u8>(target, load<i32>(source) & p.bits ? 1 : 0);
}
