import { fileURLToPath } from 'node:url';
import { type BackendName, initBackend } from '@backdropjs/backend';
import { beforeAll, describe, it } from 'vitest';
import { readGolden } from '../../../tools/testing/golden';
import { expectGoldenTraining, type Network } from './masked-network';

const { network } = readGolden<{ network: Network }>(
  fileURLToPath(new URL('../../backend/test', import.meta.url)),
  'training.json',
);

// webgl and webgpu: engines.browser.ts
describe.each<BackendName>(['wasm', 'cpu'])('the masked network of training.json on %s', (backend) => {
  beforeAll(async () => {
    await initBackend({ backends: [backend] });
  });

  it('has the losses, the gradients and the final weights of the file', async () => {
    await expectGoldenTraining(network, 1e-5);
  });
});
