import { ODD_ROOTS } from '../fft/odd-radix';
import { createPlan, type Plan } from '../fft/plan';
import type { FieldType } from '../torus/synthesis';
import type { Arena } from './arena';

/** A plan and where it stands in the memory. */
export interface PlacedPlan {
  readonly plan: Plan;
  readonly address: number;
  /** Writes it there, in the form of assembly/plan.ts. */
  write(buffer: ArrayBuffer): void;
}

/** Finds room for the plan of a transform. */
export function placePlan(arena: Arena, size: number, precision: FieldType): PlacedPlan {
  const array = precision === 'float32' ? Float32Array : Float64Array;
  const { BYTES_PER_ELEMENT } = array;
  const plan = createPlan(size);
  const address = arena.reserve(20 + 12 * plan.passes.length);
  const factors = plan.passes.map(({ radix, twiddles }) => [...(ODD_ROOTS[radix] ?? []), ...twiddles]);
  const twiddles = factors.map(({ length }) => arena.reserve(8 * length));
  const first = plan.passes[0];
  // One array for each part of each factor, with room for a vector to be read past its end.
  const stride = first?.radix === 4 ? Math.ceil((first.groups * BYTES_PER_ELEMENT + 16) / 16) * 16 : 0;
  const firstTwiddles = stride && arena.reserve(6 * stride);
  return {
    plan,
    address,
    write(buffer) {
      const head = [size, plan.passes.length, firstTwiddles, stride, BYTES_PER_ELEMENT];
      const steps = plan.passes.flatMap(({ radix, groups }, i) => [radix, groups, twiddles[i]!]);
      new Int32Array(buffer, address).set([...head, ...steps]);
      const put = (value: number, at: number) => {
        new array(buffer, at, 1)[0] = value;
      };
      factors.forEach((values, i) => {
        values.forEach((value, j) => put(value, twiddles[i]! + 8 * j));
      });
      for (let i = 0; stride && i < first!.twiddles.length; i++) {
        put(
          first!.twiddles[i]!,
          firstTwiddles + (i % 6) * stride + Math.floor(i / 6) * BYTES_PER_ELEMENT,
        );
      }
    },
  };
}
