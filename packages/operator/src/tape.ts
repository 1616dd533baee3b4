import { dispose, engine } from '@tensorflow/tfjs-core';

/**
 * Runs what takes gradients. Where it throws, tfjs keeps what its operations have saved for the backward pass; it is
 * disposed of here, unless it belongs to a gradient outside.
 */
export function clearingTape<T>(run: () => T): T {
  const { state } = engine();
  const outside = state.gradientDepth > 0 ? (state.activeTape?.length ?? 0) : 0;
  try {
    return run();
  } catch (error) {
    for (const { saved } of state.activeTape?.splice(outside) ?? []) dispose(saved ?? []);
    throw error;
  }
}
