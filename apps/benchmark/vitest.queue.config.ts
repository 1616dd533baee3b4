// The tests of sweeps over a queue: `pnpm run test:queue`, apart from `npm test` because they need a Redis server.
import { nodeProject } from '../../tools/testing/vitest';

export default nodeProject('queue', { include: ['test/queue/*.test.ts'] });
