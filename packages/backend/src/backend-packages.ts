/** The tfjs backends that `initBackend` knows. */
export type BackendName = 'webgpu' | 'webgl' | 'wasm' | 'cpu';

/** Each backend's package, an optional peer: importing it registers the backend and its kernels. */
export const backendPackages: Record<BackendName, () => Promise<unknown>> = {
  webgpu: () => import('@tensorflow/tfjs-backend-webgpu'),
  webgl: () => import('@tensorflow/tfjs-backend-webgl'),
  wasm: () => import('@tensorflow/tfjs-backend-wasm'),
  cpu: () => import('@tensorflow/tfjs-backend-cpu'),
};
