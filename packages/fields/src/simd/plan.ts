import { ROOTS } from '../fft/odd-radix';
import { createPlan } from '../fft/plan';
import type { FieldType } from '../torus/field-type';
import type { Arena } from './arena';

/** Places the plan of a transform in the form of assembly/plan.ts. */
export function placePlan(arena: Arena, size: number, precision: FieldType): number {
  const floats = precision === 'float32' ? Float32Array : Float64Array;
  const bytes = floats.BYTES_PER_ELEMENT;
  const { passes } = createPlan(size);
  const steps = passes.flatMap(({ radix, groups, twiddles }) => {
    const factors = [...(ROOTS[radix] ?? []), ...twiddles];
    // Eight bytes apart in either precision, so that both have the same code.
    const spaced = bytes === 8 ? factors : factors.flatMap((factor) => [factor, 0]);
    return [radix, groups, arena.place(floats.from(spaced))];
  });
  const [first] = passes;
  let stride = 0;
  let firstTwiddles = 0;
  if (first?.radix === 4) {
    // One array for each part of each factor, with room for a vector to be read past its end.
    stride = Math.ceil((first.groups * bytes) / 16 + 1) * 16;
    const parts = new floats((6 * stride) / bytes);
    first.twiddles.forEach((part, i) => {
      parts[((i % 6) * stride) / bytes + Math.floor(i / 6)] = part;
    });
    firstTwiddles = arena.place(parts);
  }
  return arena.place(Int32Array.of(size, passes.length, firstTwiddles, stride, bytes, ...steps));
}
