import { nodeProject, sharedProcess } from '../../tools/testing/vitest';

export default nodeProject('random', sharedProcess);
