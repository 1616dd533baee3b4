import { nodeProject } from '../../tools/testing/vitest';

/** Tests of what is said where no backend has been started, which no other may have done before: each has a process of its own. */
export const alone = ['test/messages.test.ts'];

export default nodeProject('docs-alone', { include: alone });
