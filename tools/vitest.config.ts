import { nodeProject, sharedProcess } from './testing/vitest';

export default nodeProject('tools', { ...sharedProcess, include: ['**/*.test.ts'] });
