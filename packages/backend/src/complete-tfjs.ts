import { getGradient, Tensor } from '@tensorflow/tfjs-core';

/**
 * Registers what `@tensorflow/tfjs-core` alone does not in Node: the gradients, and the tensor methods that tfjs-layers
 * calls (orthogonal initializers, gradients of batched gathers). Node cannot load tfjs's entry points for them (their
 * imports lack extensions), so this package ships a bundled copy; the registries that it fills are the process's.
 */
export async function completeTfjs(): Promise<void> {
  if (getGradient('Add') === undefined) await import('@tensorflow/tfjs-core/dist/register_all_gradients');
  if (!('flatten' in Tensor.prototype)) await import('./tensor-methods');
}
