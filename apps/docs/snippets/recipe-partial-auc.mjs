// #region snippet
import { partialAucLoss, partialRocAuc } from '@backdropjs/losses';
import { key, normal } from '@backdropjs/random';

// 300 samples of 2 features, one in three positive and moved by 1 along both;
// a fifth of the negatives is hard: moved as far along the first.
const labels = Array.from({ length: 300 }, (_, i) =>
  Number(i % 3 === 0),
);
const z = normal(key(1), 600);
const x = labels.map((label, i) => {
  const hard = label === 0 && i % 5 === 0;
  return [z[2 * i] + (label || hard ? 1 : 0), z[2 * i + 1] + label];
});
const score = (w) => x.map(([a, b]) => w[0] * a + w[1] * b);

// Only the tenth of the negatives that scores highest counts.
const loss = partialAucLoss({ maxFpr: 0.1 });
const w = [1, 0];
const area = () =>
  partialRocAuc(score(w), labels, { maxFpr: 0.1 }).normalized;
console.log('partial AUC', area().toFixed(3));
for (let step = 0; step < 200; step++) {
  const { grad } = loss.valueAndGrad(score(w), labels);
  for (const j of [0, 1])
    w[j] -= grad.reduce((sum, g, i) => sum + g * x[i][j], 0);
}
console.log('partial AUC', area().toFixed(3));
// #endregion snippet
