import { nodeProject } from './vitest';

export default nodeProject('tools');
