import { expect, it } from 'vitest';

// The guide shows these files: they must run, and do what the text around them says.

it('a loss of the whole batch: the AUC comes close to that of the best direction', async () => {
  const { auc } = await import('../snippets/whole-batch-loss');
  // Along (1, 1), the means differ by sqrt(2) deviations: the AUC is Phi(1) = 0.841 for many samples. With 10 positives
  // its standard error is 0.08.
  expect(Math.abs(auc - 0.841)).toBeLessThan(0.25);
});

it('masks by scale: the places have the scales, the noise is behind the masks only, the loss falls', async () => {
  const { results } = await import('../snippets/masks-by-scale');
  expect(results.places.map(({ receptiveField }) => receptiveField.size[0])).toEqual([7, 31]);
  const noise = Object.values(results.noise);
  expect(noise[0]).toBeGreaterThan(0.1);
  expect(noise.at(-1)).toBeLessThan(1e-9);
  expect(results.losses.at(-1)).toBeLessThan(0.8 * results.losses[0]!);
});

it('training as in fit: it validates, and learns what there is to learn', async () => {
  const { history } = await import('../snippets/set-level-training');
  expect(Object.keys(history).sort()).toEqual(['auc', 'loss', 'val_auc', 'val_loss']);
  // The means differ by 2 deviations: at best the AUC is Phi(sqrt 2) = 0.921; 15 positives leave a standard error of 0.04.
  expect(history['auc']!.at(-1)).toBeGreaterThan(0.85);
  expect(history['val_auc']!.at(-1)).toBeGreaterThan(0.75);
});

it('other masks: stratified, of a name, of your own', async () => {
  const { checkerboard, gradient, layer } = await import('../snippets/other-masks');
  const values = [...gradient.dataSync()];
  expect(values.slice(0, 10).filter(Boolean)).toEqual([10]);
  expect(values.filter(Boolean)).toHaveLength(10);
  expect(layer.getConfig()['mask']).toEqual({ name: 'blocks', rate: 0.75, size: 4 });
  const weights = checkerboard({ axes: [1, 2], shape: [1, 2, 3, 1], total: 6 }, [0, 0, 0, 0] as never);
  expect([...weights]).toEqual([2, 0, 2, 0, 2, 0]);
});
