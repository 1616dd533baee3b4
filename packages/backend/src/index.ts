export type { BackendName } from './backend-packages';
export { type BackendReport, type InitBackendOptions, initBackend } from './init-backend';
export {
  type LayerLike,
  type ModelLike,
  type RequireKernelsOptions,
  requireKernels,
} from './requirements/require-kernels';
export { type MissingKernel, UnsupportedKernelError } from './requirements/unsupported-kernel-error';
