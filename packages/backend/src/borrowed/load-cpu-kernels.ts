import { backendPackages } from '../tfjs/backend-packages';

/**
 * Imports tfjs's cpu backend, whose kernels serve wasm where it has none; its package comes with that of the wasm backend. It
 * registers itself below wasm, so the backend in use stays what it is. Without it, those kernels are missing, which
 * `requireKernels` and the report of `initBackend` tell.
 */
export async function loadCpuKernels(): Promise<void> {
  await backendPackages.cpu().catch(() => undefined);
}
