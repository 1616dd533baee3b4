/** What `reluGradient` gets; in the order of `RELU_GRADIENT` in src/module/structs.ts. */
@unmanaged
export class ReluGradient {
  count: i32;
  /** Gradient of the output. */
  gradient: usize;
  /** Output (or input) of the forward pass. */
  activated: usize;
  target: usize;
}

/** target = gradient where activated is not <= 0 (so also where it is NaN), else 0. */
export function reluGradient(p: ReluGradient): void {
  const zero = f32x4.splat(0);
  let gradient = p.gradient;
  let activated = p.activated;
  let target = p.target;
  let count = p.count;
  for (; count >= 4; count -= 4, gradient += 16, activated += 16, target += 16) {
    v128.store(target, v128.andnot(v128.load(gradient), f32x4.le(v128.load(activated), zero)));
  }
  for (; count; count--, gradient += 4, activated += 4, target += 4) {
    store<f32>(target, load<f32>(activated) <= 0 ? 0 : load<f32>(gradient));
  }
}
