import { nodeProject, sharedProcess } from '../../tools/testing/vitest';

export default nodeProject('docs', { ...sharedProcess, include: ['test/**/*.test.ts'] });
