import { oneOf } from '../check';
import { defineLoss } from '../core/define-loss';
import { listInputs, survivalLabels } from '../core/lists';
import type { OnUndefined, SurvivalLoss } from '../core/types';
import { need } from '../errors';
import { partialLikelihood, type TieMethod } from './partial-likelihood';

/** Options of {@link coxPartialLikelihoodLoss}. */
export interface CoxOptions {
  /** How events at equal times share their risk sets: 'breslow' (default) or 'efron', which takes no weights. */
  readonly ties?: TieMethod | undefined;
  /** What to do with a list or batch without events; default 'throw'. */
  readonly onUndefined?: OnUndefined | undefined;
}

/**
 * Cox's negative log partial likelihood per event. Breslow:
 *
 * $$
 * \ell = -\frac{1}{\sum_{e_i = 1} w_i} \sum_{i:\, e_i = 1} w_i \Big[ s_i - \log \sum_{j:\, t_j \ge t_i} w_j e^{s_j} \Big].
 * $$
 *
 * Efron, for the set D of m events at a time with risk set R: sum_D s - sum_{l < m} log(sum_R e^s - (l/m) sum_D e^s) in
 * place of the bracket. Takes n scores (log hazards) and n observations `{ time, event }`; O(n log n) time.
 *
 * With `groups`, the mean over lists of each list's loss per event. That is not the stratified model of survival packages,
 * whose strata weigh by their events: for that, weigh the loss of each stratum by its share of all events.
 *
 * Source: Cox, "Regression models and life-tables", 1972; Breslow, 1974; Efron, 1977.
 *
 * @returns a loss: `valueAndGrad(scores, { time, event }, inputs?)` gives its value and the gradient by each score
 * in a new Float64Array.
 * @throws LossInputError `NO_EVENTS` when every observation is censored, `OUT_OF_RANGE` for weights with 'efron', and the
 * codes of invalid input
 *
 * @example
 * ```ts
 * import { coxPartialLikelihoodLoss } from '@backdropjs/losses';
 * const labels = { time: [1, 2], event: [1, 0] };
 * const { value } = coxPartialLikelihoodLoss().valueAndGrad([0, 0], labels);
 * if (Math.abs(value - Math.log(2)) > 1e-15) throw new Error('either of two could have been the first');
 * ```
 */
export function coxPartialLikelihoodLoss(options?: CoxOptions): SurvivalLoss {
  const name = 'coxPartialLikelihoodLoss';
  return defineLoss({
    name,
    options,
    labels: survivalLabels,
    inputs: options?.ties === 'efron' ? ['mask', 'groups'] : listInputs,
    known: { ties: ['breslow', oneOf('breslow', 'efron')] },
    list:
      ({ ties }) =>
      (items, grad) => {
        const { weights, event } = items;
        const total = weights.reduce((sum, weight, i) => sum + weight * event[i]!, 0);
        need(total, 'NO_EVENTS', name, 'an uncensored observation');
        const value = partialLikelihood(items, ties, grad);
        for (let i = 0; i < grad.length; i++) grad[i]! /= total;
        return value / total;
      },
  });
}
