// Exceptions in the callbacks of what trains on losses over all samples, and of what refreshes statistics.
import { type BackendName, initBackend } from '@backdropjs/backend';
import { beforeAll, describe } from 'vitest';
import { targets } from './losses-targets';
import { itThrowsAtEveryCall } from './planted';

describe.each<BackendName>(['wasm', 'cpu'])('on %s', (backend) => {
  beforeAll(async () => {
    await initBackend({ backends: [backend] });
  });

  itThrowsAtEveryCall(targets);
});
