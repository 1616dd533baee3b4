import {
  Conv3DBackpropFilterV2,
  Conv3DBackpropInputV2,
  getGradient,
  getKernel,
  type KernelConfig,
} from '@tensorflow/tfjs-core';
import { isOurs } from '../tfjs/origin';

/** Kernels without a gradient that none is asked of: gradients themselves, fused operations (they bring theirs), and what is constant. */
const needsNone =
  /Grad$|Backprop|^_?Fused|^(All|Any|BitwiseAnd|BroadcastArgs|Fill|LinSpace|Multinomial|NonMaxSuppression.*|Range|SearchSorted|Sparse(FillEmptyRows|Reshape)|Static.*|String.*|Unique)$/;

/** Whether a kernel has no gradient, so that training through it fails. */
export function lacksGradient(kernelName: string): boolean {
  return !needsNone.test(kernelName) && !getGradient(kernelName);
}

/** Kernels that tfjs's wasm backend has, and which give wrong gradients. */
const wrongOnWasm = [Conv3DBackpropFilterV2, Conv3DBackpropInputV2];

/** Whether a backend has a kernel that training can rely on. */
export function hasKernel(kernelName: string, backendName: string): boolean {
  const kernel = getKernel(kernelName, backendName) as KernelConfig | undefined;
  if (!kernel) return false;
  return backendName !== 'wasm' || isOurs(kernel) || !wrongOnWasm.includes(kernelName);
}
