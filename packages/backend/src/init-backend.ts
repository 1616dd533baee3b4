import { backend, env, getBackend, getKernelsForBackend, setBackend } from '@tensorflow/tfjs-core';
import { checkChoice, readOptions, refuse, refuseKind } from './check';
import { heapOf } from './heap/loaded-kernels';
import { completeBackend } from './registry/complete-backend';
import { hasFactory, whyNoFactory } from './tfjs/backend-factories';
import { type BackendName, backendPackages } from './tfjs/backend-packages';
import { checkCopy, checkTfjs } from './tfjs/check-tfjs';
import { completeTfjs } from './tfjs/complete-tfjs';
import { isOurs } from './tfjs/origin';
import type { WasmBackend } from './tfjs/wasm-backend';
import { whyWasmFailed } from './tfjs/why-wasm-failed';

/** Options of {@link initBackend}. */
export interface InitBackendOptions {
  /** The backends to try, best first. Default: wasm, cpu in Node; webgpu, webgl, wasm, cpu in a browser. */
  backends?: readonly BackendName[];
  /**
   * Whether to register our kernels and gradients over tfjs's. `false` registers only gradients that tfjs-core alone lacks,
   * and does not take back what an earlier call has registered. Default `true`.
   */
  gradientKernels?: boolean;
  /**
   * Whether our wasm kernels may use fused multiply-add where the engine has relaxed SIMD (Node 22, current browsers).
   * 10 to 20 percent faster; results then differ in the last bits from machine to machine. Default `false`.
   */
  relaxedSimd?: boolean;
}

/** What {@link initBackend} started. */
export interface BackendReport {
  /** The backend in use from now on. */
  name: BackendName;
  /** Whether it computes with WebAssembly SIMD. */
  simd: boolean;
  /** Whether our kernels use fused multiply-add: it was asked for, and the engine has it. */
  relaxedSimd: boolean;
  /** Every kernel it has, by name, and whose it is. */
  kernels: {
    /** As tfjs spells it, say `Conv2DBackpropFilter`. */
    name: string;
    /** Who wrote the kernel that runs. */
    source: 'tfjs' | 'backdropjs';
  }[];
}

/**
 * Starts the best tfjs backend there is and completes it so that it can train: tfjs's gradients, the right
 * gradient of average pooling and, on wasm, the kernels that it lacks or that train slowly.
 *
 * Calls take their turns. If none of the backends can start, the one that was in use before stays in use. A backend that an
 * earlier call has seen and `tf.removeBackend` has removed since is registered again.
 *
 * Each backend's package is imported when it is tried and has to be installed by the user. In a browser the wasm
 * backend fetches its binaries from beside the script; when they lie elsewhere, call `setWasmPaths` of
 * `@tensorflow/tfjs-backend-wasm` before.
 *
 * @returns the backend that started, and its kernels.
 * @throws RangeError or TypeError if an option is invalid or misspelled; Error if none of the backends could start: the
 * message says why for each, and what to install.
 * @example
 * ```ts
 * import { initBackend } from '@backdropjs/backend';
 *
 * const { name, simd } = await initBackend();
 * console.log(name, simd); // wasm true
 * ```
 */
export async function initBackend(options: InitBackendOptions = {}): Promise<BackendReport> {
  const {
    backends = defaultBackends(),
    gradientKernels = true,
    relaxedSimd = false,
  } = readOptions('initBackend', options, ['backends', 'gradientKernels', 'relaxedSimd']);
  if (!Array.isArray(backends) || backends.length === 0) {
    const [fail, remedy] = [Array.isArray(backends) ? refuse : refuseKind, "write ['wasm'], or leave it out"];
    fail('initBackend', 'backends must be a list of at least one name', backends, remedy);
  }
  checkChoice('initBackend', 'gradientKernels', gradientKernels, [true, false]);
  checkChoice('initBackend', 'relaxedSimd', relaxedSimd, [true, false]);
  const wanted: BackendName[] = [];
  // One after the other: of the longest list of holes a copy would fill the memory.
  for (const name of backends) {
    checkChoice('initBackend', 'each of backends', name, Object.keys(backendPackages));
    wanted.push(name);
  }
  // tfjs drops an initialization when another begins.
  const turn = previous.then(() => startFirst(wanted, gradientKernels, relaxedSimd));
  previous = turn.catch(() => undefined);
  return turn;
}

/** The last call, done or not: tfjs has one backend in use for the whole process. */
let previous: Promise<unknown> = Promise.resolve();

async function startFirst(
  backends: readonly BackendName[],
  gradientKernels: boolean,
  relaxedSimd: boolean,
): Promise<BackendReport> {
  checkTfjs('initBackend');
  const before = getBackend() as string | undefined;
  const failures: string[] = [];
  for (const name of backends) {
    const failure = await start(name, gradientKernels, relaxedSimd);
    if (failure === undefined) return report(name);
    failures.push(`${name}: ${failure}`);
  }
  if (before && getBackend() !== before) await setBackend(before);
  throw new Error(`initBackend: no backend could start.\n${failures.join('\n')}`);
}

function defaultBackends(): readonly BackendName[] {
  return env().getBool('IS_NODE') ? ['wasm', 'cpu'] : ['webgpu', 'webgl', 'wasm', 'cpu'];
}

/** Returns why the backend did not start, or undefined if it did. */
async function start(
  name: BackendName,
  gradientKernels: boolean,
  relaxedSimd: boolean,
): Promise<string | undefined> {
  try {
    await backendPackages[name]();
    if (!hasFactory(name)) return whyNoFactory(name);
    if (gradientKernels) await completeBackend(name, relaxedSimd);
    else await completeTfjs();
    if (!(await setBackend(name))) {
      return name === 'wasm'
        ? await whyWasmFailed()
        : 'tfjs could not initialize it; the warning it printed says why';
    }
    checkCopy('initBackend', backend(), name);
    return undefined;
  } catch (error) {
    return (error as Error).message;
  }
}

async function report(name: BackendName): Promise<BackendReport> {
  return {
    name,
    simd: name === 'wasm' && Boolean(await env().getAsync('WASM_HAS_SIMD_SUPPORT')),
    relaxedSimd: name === 'wasm' && Boolean(heapOf(backend() as WasmBackend)?.relaxed),
    kernels: getKernelsForBackend(name).map((kernel) => ({
      name: kernel.kernelName,
      source: isOurs(kernel) ? 'backdropjs' : 'tfjs',
    })),
  };
}
