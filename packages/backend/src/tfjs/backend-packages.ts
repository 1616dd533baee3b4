/** The tfjs backends that `initBackend` knows. */
export type BackendName = 'webgpu' | 'webgl' | 'wasm' | 'cpu';

/**
 * Each backend's package, an optional peer: importing it registers the backend and its kernels. An import inside of `try` is
 * what lets esbuild and webpack bundle a program in which only some of them are installed.
 */
export const backendPackages: Record<BackendName, () => Promise<unknown>> = {
  webgpu: async () => {
    try {
      return await import('@tensorflow/tfjs-backend-webgpu');
    } catch (error) {
      return missing('webgpu', error);
    }
  },
  webgl: async () => {
    try {
      return await import('@tensorflow/tfjs-backend-webgl');
    } catch (error) {
      return missing('webgl', error);
    }
  },
  wasm: async () => {
    try {
      return await import('@tensorflow/tfjs-backend-wasm');
    } catch (error) {
      return missing('wasm', error);
    }
  },
  cpu: async () => {
    try {
      return await import('@tensorflow/tfjs-backend-cpu');
    } catch (error) {
      return missing('cpu', error);
    }
  },
};

function missing(name: BackendName, error: unknown): never {
  const packageName = `@tensorflow/tfjs-backend-${name}`;
  throw new Error(
    `${packageName} could not be imported (${(error as Error).message}); npm install ${packageName}`,
  );
}
