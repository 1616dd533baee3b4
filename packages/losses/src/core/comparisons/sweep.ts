import { sigmoidCoefficients } from './coefficients';
import type { Grid } from './grid';
import { isSmooth, type Kernel } from './kernels';

/**
 * For each kernel, sum_j a_j f(x_ij) at each point i of a grid, over the points j of another, of weights a_j:
 *
 *   x_ij = beta (s_j - t_i) + margin,  or beta (t_i - s_j) + margin for side -1.
 *
 * Two walks, upwards over the points below and downwards over the points above, carry the sources passed as their
 * moments about the point at hand and as sums of decaying exponentials.
 */
export function sweep(
  kernels: readonly Kernel[],
  beta: number,
  margin: number,
  side: 1 | -1,
  sources: Grid,
  weights: Float64Array,
  targets: Grid,
): Float64Array[] {
  const hasDecay = kernels.some(isSmooth);
  const c = hasDecay ? sigmoidCoefficients() : [];
  const decays = kernels.map(({ power = 0 }) => c.map((value, k) => value * (k + 1) ** power));
  const sums = kernels.map(() => new Float64Array(targets.anchors.length));
  const shift = (side * margin) / beta;
  for (const step of [1, -1]) {
    // Whether x > 0 for the sources passed, so that kernels do not tend to 0.
    const saturates = step !== side;
    if (!saturates && !hasDecay) continue;
    const decayed = new Float64Array(c.length);
    let mass = 0;
    let first = 0;
    let second = 0;
    let anchor = 0;
    let offset = 0;
    let isEmpty = true;
    const move = (toAnchor: number, toOffset: number) => {
      const x = step * beta * (toAnchor - anchor + (toOffset - offset));
      anchor = toAnchor;
      offset = toOffset;
      if (isEmpty || x === 0) return;
      // An infinite distance must not turn a mass of 0 into NaN.
      if (mass !== 0) {
        second += x * (2 * first + x * mass);
        first += x * mass;
      }
      if (!hasDecay) return;
      const factor = Math.exp(-x);
      let power = factor;
      for (let k = 0; k < decayed.length; k++) {
        const value = decayed[k]! * power;
        // Denormal numbers would slow everything down.
        decayed[k] = Math.abs(value) < 1e-290 ? 0 : value;
        power *= factor;
      }
    };
    const start = (grid: Grid) => (step > 0 ? 0 : grid.anchors.length - 1);
    let j = start(sources);
    for (let i = start(targets); i >= 0 && i < targets.anchors.length; i += step) {
      for (; j >= 0 && j < weights.length; j += step) {
        // As visiting every pair would decide it: differences of scores keep digits that sums with the margin would not.
        const sourceOffset = sources.offsets[j]! + shift;
        const ahead =
          step * (targets.anchors[i]! - sources.anchors[j]! + (targets.offsets[i]! - sourceOffset));
        // Each pair in one of the walks: x = 0 in the other.
        if (saturates ? ahead <= 0 : ahead < 0) break;
        move(sources.anchors[j]!, sourceOffset);
        isEmpty = false;
        mass += weights[j]!;
        for (let k = 0; k < decayed.length; k++) decayed[k]! += weights[j]!;
      }
      if (isEmpty) continue;
      move(targets.anchors[i]!, targets.offsets[i]!);
      for (let at = 0; at < sums.length; at++) {
        const decay = decays[at]!;
        let sum = 0;
        for (let k = 0; k < decay.length; k++) sum += decay[k]! * decayed[k]!;
        // By index: taking it apart would cost as much as the sum.
        const p = kernels[at]!.polynomial;
        if (saturates && p) {
          if (p[0]) sum = p[0] * mass - sum;
          if (p[1]) sum += p[1] * first;
          if (p[2]) sum += p[2] * second;
        }
        sums[at]![i]! += sum;
      }
    }
  }
  return sums;
}
