import { pairwiseAucLoss, rocAuc } from '@backdropjs/losses';

const [scores, labels] = [
  [0.1, 0.4, 0.35, 0.8],
  [0, 0, 1, 1],
];

export async function losses() {
  const { value, grad } = pairwiseAucLoss({ surrogate: 'logistic' }).valueAndGrad(scores, labels);
  return { loss: [value], gradient: [...grad], auc: [rocAuc(scores, labels)] };
}
