import { afterEach, expect, it, vi } from 'vitest';

afterEach(() => {
  vi.doUnmock('@tensorflow/tfjs-layers');
  vi.resetModules();
});

/** The check where tfjs-layers is another than this repository's. */
async function checkWith(change: (layers: typeof import('@tensorflow/tfjs-layers')) => object) {
  vi.doMock('@tensorflow/tfjs-layers', async (original) => {
    const layers = await original<typeof import('@tensorflow/tfjs-layers')>();
    return { ...layers, ...change(layers) };
  });
  const { checkTfjs } = await import('./check-tfjs');
  return () => checkTfjs('backdropLayer');
}
const remedy = 'npm install @tensorflow/tfjs-core@4.22 @tensorflow/tfjs-layers@4.22';

it('takes the tfjs of these tests', async () => {
  expect(await checkWith(() => ({}))).not.toThrow();
});

it('refuses tfjs-layers of another copy of tfjs-core', async () => {
  const check = await checkWith(({ layers }) => ({ layers: { ...layers, Layer: class Layer {} } }));
  expect(check).toThrow(
    /^backdropLayer: tfjs must be one copy .* got two copies of @tensorflow\/tfjs-core, version 4\.22/,
  );
  expect(check).toThrow(remedy);
});

it('takes the oldest that consumers run', async () => {
  expect(await checkWith(() => ({ version_layers: '4.17.0' }))).not.toThrow();
});

it('refuses an older one', async () => {
  const check = await checkWith(() => ({ version_layers: '4.16.0' }));
  expect(check).toThrow('got version 4.22.0 here and that of @tensorflow/tfjs-layers 4.16.0');
  expect(check).toThrow(remedy);
});
