import { getGradient } from '@tensorflow/tfjs-core';
import { registerTensorMethods } from './tensor-methods';

/**
 * Registers what `@tensorflow/tfjs-core` alone does not: the gradients, and the tensor methods that tfjs-layers calls. Node
 * cannot load tfjs's own modules of gradients (their imports lack extensions), so this package ships a bundled copy; the
 * registry that it fills is the process's.
 */
export async function completeTfjs(): Promise<void> {
  registerTensorMethods();
  if (getGradient('Add') !== undefined) return;
  const { registerTfjsGradients } = await import('./gradients');
  registerTfjsGradients();
}
