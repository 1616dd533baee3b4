import { KernelBackend, Tensor, version_core } from '@tensorflow/tfjs-core';
import { refuseState } from '../check';

/** The first version that has what this package builds on, and consumers are tested with. */
const OLDEST = [4, 17] as const;

const install = (packages: string) =>
  `install one version of all of tfjs: npm install ${packages}, and see what npm ls @tensorflow/tfjs-core says`;

/**
 * Throws if tfjs-core is older than what this package works with, or if there is a second copy of it: copies share their kernels, but
 * not their classes. npm makes one without a word when another package asks for another version.
 */
export function checkTfjs(caller: string): void {
  const [major = 0, minor = 0] = version_core.split('.').map(Number);
  if (major < OLDEST[0] || (major === OLDEST[0] && minor < OLDEST[1])) {
    const remedy = install('@tensorflow/tfjs-core@4.22');
    refuseState(caller, '@tensorflow/tfjs-core must be 4.17 or newer', version_core, remedy);
  }
  // tfjs keeps the class of the copy that was loaded first.
  const { _tfGlobals } = globalThis as { _tfGlobals?: Map<string, unknown> };
  const first = _tfGlobals?.get('Tensor');
  if (first !== undefined && first !== Tensor) refuseCopies(caller, 'another that was loaded first');
}

/** Throws if a backend was made by another copy of tfjs-core than this package's. */
export function checkCopy(caller: string, backend: object, name: string): void {
  if (!(backend instanceof KernelBackend)) refuseCopies(caller, `that of @tensorflow/tfjs-backend-${name}`);
}

function refuseCopies(caller: string, other: string): never {
  refuseState(
    caller,
    'there must be one copy of @tensorflow/tfjs-core',
    `two copies of @tensorflow/tfjs-core, version ${version_core} and ${other}`,
    install('@tensorflow/tfjs-core@4.22'),
  );
}
