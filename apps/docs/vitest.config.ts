import { nodeProject, sharedProcess } from '../../tools/testing/vitest';
import { alone } from './vitest.alone.config';

export default nodeProject('docs', { ...sharedProcess, include: ['test/**/*.test.ts'], exclude: alone });
