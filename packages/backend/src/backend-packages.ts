/** The tfjs backends that `initBackend` knows. */
export type BackendName = 'webgpu' | 'webgl' | 'wasm' | 'cpu';

const rethrow = (error: unknown): never => {
  throw error;
};

/**
 * Each backend's package, an optional peer: importing it registers the backend and its kernels. That a failure is
 * handled here is what lets esbuild bundle a program in which only some of them are installed.
 */
export const backendPackages: Record<BackendName, () => Promise<unknown>> = {
  webgpu: () => import('@tensorflow/tfjs-backend-webgpu').catch(rethrow),
  webgl: () => import('@tensorflow/tfjs-backend-webgl').catch(rethrow),
  wasm: () => import('@tensorflow/tfjs-backend-wasm').catch(rethrow),
  cpu: () => import('@tensorflow/tfjs-backend-cpu').catch(rethrow),
};
