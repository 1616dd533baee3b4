import type { FieldType } from '../torus/field-type';
import { createPlainSynthesis } from './plain-synthesis';
import { createSimdSynthesis } from './simd-synthesis';
import type { Synthesis, SynthesisOptions } from './synthesis';

/**
 * The fastest synthesis that the engine can run, computed in `precision` if that is the WebAssembly one; the
 * plain one computes in double precision.
 */
export function createSynthesis(options: SynthesisOptions, precision: FieldType = options.dtype): Synthesis {
  return createSimdSynthesis(options, precision) ?? createPlainSynthesis(options);
}
