// #region snippet
import { approxNdcgLoss, ndcg } from '@backdropjs/losses';

// Two queries; the second has two documents and one place of padding.
const groups = [7, 7, 7, 8, 8, 8];
const mask = [1, 1, 1, 1, 1, 0];
const relevance = [0, 2, 1, 0, 1, -1];
const scores = [0.3, 0.2, 0.1, 0.5, 0.4, Number.NaN];

const loss = approxNdcgLoss({ temperature: 0.2 });
const report = () =>
  console.log(
    'NDCG',
    ndcg(scores, relevance, { groups, mask }).toFixed(3),
    'scores',
    scores.map((s) => s.toFixed(2)).join(' '),
  );
report();
for (let step = 0; step < 100; step++) {
  const { grad } = loss.valueAndGrad(scores, relevance, {
    groups,
    mask,
  });
  for (const i of scores.keys()) scores[i] -= 0.1 * grad[i];
}
report();
// #endregion snippet
