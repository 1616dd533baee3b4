import { expect, it } from 'vitest';

// The guide shows these files: they must run, and do what the text around them says.

it('a net with a mask: the loss falls as far as the page says', async () => {
  const { losses } = await import('../snippets/start.mjs');
  expect(losses[0]).toBeGreaterThan(0.6);
  expect(losses.at(-1)).toBeLessThan(0.3);
});

it('two masks in a convolutional net: it learns', async () => {
  const { testAccuracy } = await import('../snippets/two-scale');
  // 40 test images: chance is 0.25 with a standard error of 0.07.
  expect(testAccuracy).toBeGreaterThan(0.25 + 2 * 0.07);
});

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

it('a loss of the whole set: it learns what there is to learn', async () => {
  const { auc, losses } = await import('../snippets/whole-set-loss');
  // The means differ by 0.5 sqrt(8) = sqrt(2) deviations: at best the AUC is Phi(1) = 0.841.
  expect(auc).toBeGreaterThan(0.8);
  expect(auc).toBeLessThan(0.87);
  expect(losses).toHaveLength(15);
});

it('resumed training ends at the same bits', async () => {
  const { resumed, uninterrupted } = await import('../snippets/resume');
  const weights = (model: typeof resumed) => model.getWeights().map((weight) => [...weight.dataSync()]);
  expect(weights(resumed)).toEqual(weights(uninterrupted));
});
