import { pairwiseAucLoss, type Surrogate, type SurrogateOptions } from '@backdropjs/losses';

/** The surrogates, and which number each of them takes. */
export const surrogates = {
  sigmoid: 'beta',
  logistic: 'beta',
  exponential: 'beta',
  hinge: 'margin',
  squaredHinge: 'margin',
  square: 'margin',
} as const satisfies Record<Surrogate, 'beta' | 'margin'>;

/** What a pair costs whose scores differ by d, and the slope there: value and gradient of the loss of that one pair. */
export function ofPair(surrogate: Surrogate, parameter: number, d: number): { phi: number; slope: number } {
  const options = { surrogate, [surrogates[surrogate]]: parameter } as SurrogateOptions;
  const { value, grad } = pairwiseAucLoss(options).valueAndGrad([d, 0], [1, 0]);
  return { phi: value, slope: grad[0]! };
}
