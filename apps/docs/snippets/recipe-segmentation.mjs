// #region snippet
import { diceLoss, lovaszHingeLoss } from '@backdropjs/losses';

// 8 x 8 pixels with a 3 x 3 object; every pixel's logit starts at 0.
const labels = Array.from({ length: 64 }, (_, i) => {
  const [row, column] = [i >> 3, i & 7];
  return Number(row > 1 && row < 5 && column > 3 && column < 7);
});
const overlap = (logits) => {
  let [both, either] = [0, 0];
  for (const [i, logit] of logits.entries()) {
    if (logit > 0 && labels[i]) both++;
    if (logit > 0 || labels[i]) either++;
  }
  return both / either;
};

const losses = {
  dice: diceLoss({ fromLogits: true }),
  lovász: lovaszHingeLoss(),
};
for (const [name, loss] of Object.entries(losses)) {
  const logits = new Float64Array(64);
  for (let step = 0; step < 40; step++) {
    const { grad } = loss.valueAndGrad(logits, labels);
    for (const i of logits.keys()) logits[i] -= 5 * grad[i];
  }
  const { value } = loss.valueAndGrad(logits, labels);
  const share = overlap([...logits]).toFixed(2);
  console.log(`${name}: loss ${value.toFixed(2)}, overlap ${share}`);
}
// #endregion snippet
