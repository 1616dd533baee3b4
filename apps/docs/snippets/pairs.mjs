// #region snippet
import { key, permutation } from '@backdropjs/random';

// 1000 samples, one in fifty positive.
const labels = Array.from({ length: 1000 }, (_, i) => (i < 20 ? 1 : 0));
const order = permutation(key(1), 1000);
let [pairs, empty] = [0, 0];
for (let start = 0; start < 1000; start += 64) {
  const batch = [...order.slice(start, start + 64)];
  const positives = batch.filter((i) => labels[i] === 1).length;
  pairs += positives * (batch.length - positives);
  if (positives === 0) empty++;
}
console.log(
  `${pairs} pairs in 16 minibatches, ${empty} of them without a positive`,
);
console.log(`${20 * 980} pairs among all samples`);
// #endregion snippet
