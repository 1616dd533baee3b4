export { type FusedConv2dOptions, fusedConv2d } from './fused/fused-conv2d';
export { type BackendReport, type InitBackendOptions, initBackend } from './init-backend';
export {
  type LayerLike,
  type ModelLike,
  type RequireKernelsOptions,
  requireKernels,
} from './requirements/require-kernels';
export { type MissingKernel, UnsupportedKernelError } from './requirements/unsupported-kernel-error';
export type { BackendName } from './tfjs/backend-packages';
