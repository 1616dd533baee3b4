import { nodeProject } from '../../tools/testing/vitest';

/**
 * Every test on kernels that look before each access to memory, see test/checked/instrument.ts: slower, some tens of times, which is
 * minutes for tensors of 1e8 elements.
 */
const checked = process.env['BACKDROPJS_CHECKED_KERNELS']
  ? { setupFiles: ['test/checked/expect-inside.ts'], testTimeout: 3_600_000 }
  : {};

// A thread for each file, since tests change what tfjs registered: it starts in less time than a process.
export default nodeProject('backend', { pool: 'threads', ...checked });
