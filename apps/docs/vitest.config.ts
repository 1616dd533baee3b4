import { nodeProject } from '../../tools/testing/vitest';

export default nodeProject('docs', { include: ['test/**/*.test.ts'] });
