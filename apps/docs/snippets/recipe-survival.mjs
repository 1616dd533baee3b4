// #region snippet
import {
  concordanceIndex,
  coxPartialLikelihoodLoss,
} from '@backdropjs/losses';

// Months until the event, or until the last visit; several at the same month.
const time = [3, 3, 5, 5, 5, 8, 9, 9, 12, 12];
const event = [1, 1, 1, 0, 1, 1, 0, 1, 0, 0];
const age = [2.1, 1.4, 1.6, 0.2, 0.9, 0.6, 0.4, -0.3, -1.2, -0.8];

for (const ties of ['breslow', 'efron']) {
  const loss = coxPartialLikelihoodLoss({ ties });
  let beta = 0; // log hazard ratio of one unit of age
  let value = 0;
  for (let step = 0; step < 400; step++) {
    const risk = age.map((a) => beta * a);
    const result = loss.valueAndGrad(risk, { time, event });
    value = result.value;
    beta -=
      0.5 * result.grad.reduce((sum, g, i) => sum + g * age[i], 0);
  }
  console.log(
    `${ties}: beta ${beta.toFixed(3)}, loss ${value.toFixed(3)}`,
  );
}
const { cIndex } = concordanceIndex(age, { time, event });
console.log(`concordance ${cIndex.toFixed(3)}`);
// #endregion snippet
