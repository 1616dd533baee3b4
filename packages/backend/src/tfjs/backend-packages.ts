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

/** Says to install a package that is not there; one that is there and fails says why itself. */
function missing(name: BackendName, error: unknown): never {
  const packageName = `@tensorflow/tfjs-backend-${name}`;
  const { message, cause } = error as Error;
  const told = `${message} ${(cause as Error | undefined)?.message ?? ''}`;
  // The words are those of Node, of the bundlers and of the browsers.
  const absent = /cannot find|can't resolve|could not resolve|failed to resolve|not found/i.test(told);
  const remedy =
    absent && new RegExp(`['"\`]${packageName}['"\`]`).test(told) ? `; npm install ${packageName}` : '';
  throw new Error(`${packageName} could not be imported (${message})${remedy}`, { cause: error });
}
