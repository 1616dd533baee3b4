import { createSimdSynthesis } from '../simd/simd-synthesis';
import { createPlainSynthesis } from './plain-synthesis';
import type { FieldType, Synthesis, SynthesisOptions } from './synthesis';

/**
 * The fastest synthesis that the engine can run, computed in `precision` if that is the WebAssembly one; the
 * plain one computes in double precision.
 */
export function createSynthesis(options: SynthesisOptions, precision: FieldType = options.dtype): Synthesis {
  return createSimdSynthesis(options, precision) ?? createPlainSynthesis(options);
}
