const remedy =
  'serve the .wasm files of @tensorflow/tfjs-backend-wasm (its dist folder), and give their address to its setWasmPaths before initBackend';

/** Why tfjs could not start its wasm backend, as far as the browser tells: where the binary was looked for, and what came instead. */
export async function whyWasmFailed(): Promise<string> {
  const why = 'tfjs could not initialize it';
  const url = globalThis.performance
    ?.getEntriesByType?.('resource')
    .map(({ name }) => name)
    .filter((name) => /\.wasm([?#]|$)/.test(name))
    .at(-1);
  if (!url) return `${why}; the warning it printed says why. If a binary was not found, ${remedy}`;
  return `${why}: it looked for its binary at ${url}, where ${await answer(url)}; ${remedy}`;
}

async function answer(url: string): Promise<string> {
  try {
    const response = await fetch(url);
    if (!response.ok) return `the answer was status ${response.status}`;
    const bytes = new Uint8Array(await response.arrayBuffer());
    if (String.fromCharCode(...bytes.subarray(0, 4)) === '\0asm')
      return 'the answer was WebAssembly that did not run';
    return `the answer was not WebAssembly but ${response.headers.get('content-type') ?? 'of no type'}`;
  } catch (error) {
    return `there was no answer (${(error as Error).message})`;
  }
}
