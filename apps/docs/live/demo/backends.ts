import type { BackendName } from '@backdropjs/backend';
import { choice } from './link';

/** What a demo that trains can compute on, in words. */
export const backendNames = {
  wasm: 'WebAssembly',
  webgl: 'WebGL',
  webgpu: 'WebGPU',
  cpu: 'plain JavaScript',
} as const satisfies Record<BackendName, string>;

export const backendField = choice<BackendName>('wasm', Object.keys(backendNames) as BackendName[]);

interface WithGpu {
  gpu?: { requestAdapter(): Promise<unknown> };
}

/** Why a backend cannot run in a worker of this browser, for those that cannot. */
export async function whyUnavailable(): Promise<Partial<Record<BackendName, string>>> {
  const reasons: Partial<Record<BackendName, string>> = {};
  if (typeof WebAssembly === 'undefined') reasons.wasm = 'this browser has none';
  if (typeof OffscreenCanvas === 'undefined') reasons.webgl = 'this browser has none in workers';
  else if (!new OffscreenCanvas(1, 1).getContext('webgl2')) reasons.webgl = 'switched off here';
  const { gpu } = navigator as WithGpu;
  if (!gpu) reasons.webgpu = isSecureContext ? 'this browser has none' : 'needs https';
  else if (!(await gpu.requestAdapter().catch(() => null))) reasons.webgpu = 'no adapter';
  return reasons;
}
