import { nodeProject } from '../../tools/vitest';

export default nodeProject('benchmark', { exclude: ['test/queue/**'] });
