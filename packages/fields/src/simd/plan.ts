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
  const twiddles = plan.passes.map((pass) => arena.reserve(BYTES_PER_ELEMENT * pass.twiddles.length));
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
      plan.passes.forEach((pass, i) => {
        new array(buffer, twiddles[i]!).set(pass.twiddles);
      });
      if (!stride) return;
      for (let part = 0; part < 6; part++) {
        const parts = new array(buffer, firstTwiddles + part * stride, first!.groups);
        parts.forEach((_, p) => {
          parts[p] = first!.twiddles[6 * p + part]!;
        });
      }
    },
  };
}
