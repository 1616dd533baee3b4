import { nodeProject } from './testing/vitest';

export default nodeProject('tools', { include: ['**/*.test.ts'] });
