import { getGradient, registerGradient } from '@tensorflow/tfjs-core';
import { expect, it } from 'vitest';
import { registerTfjsGradients } from './gradients';

/** The kernels with a gradient in tfjs's registry, which tfjs keeps beside its other globals. */
const registered = () => {
  const { _tfGlobals } = globalThis as unknown as { _tfGlobals: Map<string, Map<string, unknown>> };
  return [..._tfGlobals.get('gradRegistry')!.keys()].sort();
};

it('registers all gradients that tfjs registers, and replaces none', async () => {
  const own = { kernelName: 'Relu', gradFunc: () => ({}) };
  registerGradient(own);
  registerTfjsGradients();
  expect(getGradient('Relu')).toBe(own);
  const ours = registered();
  await import('@tensorflow/tfjs-core/dist/register_all_gradients');
  expect(ours).toEqual(registered());
  expect(ours.length).toBeGreaterThan(90);
});
