import { nodeProject } from '../../tools/testing/vitest';

/** Every test on kernels that look before each access to memory, see test/checked/instrument.ts: slower, some tens of times. */
const checked = process.env['BACKDROPJS_CHECKED_KERNELS'] ? ['test/checked/expect-inside.ts'] : [];

export default nodeProject('backend', { setupFiles: checked });
