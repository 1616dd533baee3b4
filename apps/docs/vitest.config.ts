import { nodeProject } from '../../tools/vitest';

export default nodeProject('docs', { include: ['test/**/*.test.ts'] });
