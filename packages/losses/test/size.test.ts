import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { bundle } from '../../../tools/testing/bundle';

const size = (entry: string) => bundle(fileURLToPath(new URL(entry, import.meta.url)), /^@tensorflow\//);

// The goal is 8 kB. 0.3 kB are names: of the fields that losses, kernels, sides and observations are described by, which were
// positions before. What each part adds: 1.5 kB the fast sums over pairs, 0.9 kB soft concordance (dates, blocks, pairs),
// 1.3 kB the losses of vectors, 1.6 kB checks of options, items and lists, 0.4 kB the sort, 2.1 kB the metrics and their
// accumulators, 0.6 kB the 45 exported names; the rest is the arithmetic of twenty losses, which compresses badly.
it('everything fits into 13.2 kB and imports nothing', async () => {
  const { bytes, imports } = await size('../src/index.ts');
  expect(imports).toEqual([]);
  expect(bytes).toBeLessThanOrEqual(13_200);
});

// The goal is 2.5 kB for any one; those that sum sigmoids over pairs also need the sort and the fast sums. Surrogates are
// chosen by name, so pairwiseAucLoss brings all six.
it.each([
  ['pairwise-auc', 4775],
  ['approx-ndcg', 4125],
  ['cox-partial-likelihood', 2875],
  ['lovasz-softmax', 2600],
  ['dice', 2175],
  ['info-nce', 1700],
])('%s alone fits into %i bytes', async (name, most) => {
  expect((await size(`../src/losses/${name}.ts`)).bytes).toBeLessThanOrEqual(most);
});
