import { nodeProject } from '../../tools/testing/vitest';

export default nodeProject('fields');
