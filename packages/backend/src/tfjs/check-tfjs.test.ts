import { KernelBackend, Tensor } from '@tensorflow/tfjs-core';
import { afterEach, expect, it, vi } from 'vitest';
import { checkCopy, checkTfjs } from './check-tfjs';

const { _tfGlobals } = globalThis as unknown as { _tfGlobals: Map<string, unknown> };
afterEach(() => void _tfGlobals.set('Tensor', Tensor));

it('takes the tfjs of these tests', () => {
  expect(() => checkTfjs('here')).not.toThrow();
  expect(() => checkCopy('here', new KernelBackend(), 'cpu')).not.toThrow();
});

it('refuses a second copy of tfjs-core, and says how to get rid of it', () => {
  _tfGlobals.set('Tensor', class Tensor {});
  const remedy = 'npm install @tensorflow/tfjs-core@4.22, and see what npm ls @tensorflow/tfjs-core says';
  expect(() => checkTfjs('here')).toThrow(
    /^here: there must be one copy .* got two copies of @tensorflow\/tfjs-core/,
  );
  expect(() => checkTfjs('here')).toThrow(remedy);
  expect(() => checkCopy('here', {}, 'cpu')).toThrow('and that of @tensorflow/tfjs-backend-cpu');
});

it('refuses an older tfjs-core', async () => {
  vi.resetModules();
  vi.doMock('@tensorflow/tfjs-core', async (original) => ({
    ...(await original<object>()),
    version_core: '4.16.0',
  }));
  const { checkTfjs: older } = await import('./check-tfjs');
  vi.doUnmock('@tensorflow/tfjs-core');
  expect(() => older('here')).toThrow(
    'here: @tensorflow/tfjs-core must be 4.17 or newer, got 4.16.0; install one version of all of tfjs: npm install @tensorflow/tfjs-core@4.22',
  );
});
