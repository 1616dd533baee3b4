import { getGradient } from '@tensorflow/tfjs-core';
import { registerBatchNormalizationGradient } from './batch-normalization';
import { registerReductionGradients } from './reductions';

/**
 * Registers tfjs's gradients where nobody has: `@tensorflow/tfjs-core` alone has none. Its entry point for them
 * cannot be loaded by Node, so this package ships a bundled copy; the registry it fills belongs to the page or
 * process, not to a copy of tfjs-core.
 */
export async function registerGradients(): Promise<void> {
  if (getGradient('Add') === undefined) await import('@tensorflow/tfjs-core/dist/register_all_gradients');
}

/** Replaces the gradients of tfjs that compute more than they need, on every backend. */
export function registerLeanGradients(): void {
  registerBatchNormalizationGradient();
  registerReductionGradients();
}
