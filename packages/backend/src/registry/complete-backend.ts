import { loadCpuKernels } from '../borrowed/load-cpu-kernels';
import { registerLeanGradients } from '../gradients/register-lean-gradients';
import { loadKernels } from '../heap/loaded-kernels';
import { registerTraceFlag } from '../heap/trace';
import { completeTfjs } from '../tfjs/complete-tfjs';
import { guardStarted } from '../tfjs/guard-memory';
import { preferSingleThread } from '../tfjs/prefer-single-thread';
import { registerBorrowedKernels } from './register-borrowed-kernels';
import { registerKernels } from './register-kernels';

/** Puts all of our kernels and gradients into tfjs's registries, for one backend. A second call changes nothing but `relaxedSimd`. */
export async function completeBackend(backendName: string, relaxedSimd: boolean): Promise<void> {
  await completeTfjs();
  registerLeanGradients();
  registerKernels(backendName);
  if (backendName !== 'wasm') return;
  registerTraceFlag();
  await loadCpuKernels();
  registerKernels('cpu');
  registerBorrowedKernels();
  guardStarted();
  preferSingleThread();
  await loadKernels(relaxedSimd);
}
