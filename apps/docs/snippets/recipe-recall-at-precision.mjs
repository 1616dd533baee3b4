// #region snippet
import {
  ascend,
  recallAtPrecision,
  recallAtPrecisionLoss,
} from '@backdropjs/losses';
import { key, normal } from '@backdropjs/random';

// 200 samples of 2 features, one in four positive and moved by 1.5.
const labels = Array.from({ length: 200 }, (_, i) =>
  Number(i % 4 === 0),
);
const z = normal(key(3), 400);
const x = labels.map((label, i) => [
  z[2 * i] + 1.5 * label,
  z[2 * i + 1],
  1,
]);
const score = (w) =>
  x.map((row) => row.reduce((sum, v, j) => sum + v * w[j], 0));

const lambda = { value: 1 }; // the multiplier: yours to keep and to save
const loss = recallAtPrecisionLoss({ targetPrecision: 0.8, lambda });
const w = [0, 1, 0];
const recall = () =>
  recallAtPrecision(score(w), labels, { targetPrecision: 0.8 });
console.log('recall', recall().toFixed(2));
for (let step = 0; step < 500; step++) {
  const { grad, gradLambda } = loss.valueAndGrad(score(w), labels);
  for (const j of w.keys()) {
    w[j] -= grad.reduce((sum, g, i) => sum + g * x[i][j], 0);
  }
  ascend(lambda, gradLambda, 0.05);
}
console.log('recall', recall().toFixed(2), 'at a precision of 0.8');
// #endregion snippet
