import { expect, it } from 'vitest';

// The guide shows these files: they must run, and do what the text around them says.

it('two masks in a convolutional net: it learns', async () => {
  const { testAccuracy } = await import('../snippets/two-scale');
  // 40 test images: chance is 0.25 with a standard error of 0.07.
  expect(testAccuracy).toBeGreaterThan(0.25 + 2 * 0.07);
}, 120_000);

it('a loss of the whole batch: the AUC comes close to that of the best direction', async () => {
  const { auc } = await import('../snippets/whole-batch-loss');
  // Along (1, 1), the means differ by sqrt(2) deviations: the AUC is Phi(1) = 0.841 for many samples. With 10 positives
  // its standard error is 0.08.
  expect(Math.abs(auc - 0.841)).toBeLessThan(0.25);
});
