import { oneOf } from '../check';
import { defineLoss } from '../core/define-loss';
import { survivalLabels } from '../core/lists';
import type { OnUndefined, SurvivalLabels, SurvivalLoss } from '../core/types';
import { need } from '../errors';
import { partialLikelihood, type TieMethod } from './partial-likelihood';

/** Options of {@link coxPartialLikelihoodLoss}. */
export interface CoxOptions {
  /** How events at equal times share their risk sets: 'breslow' (default) or 'efron'. */
  readonly ties?: TieMethod | undefined;
  /**
   * What the groups of the inputs are: 'lists' (default), each with a loss per event of its own, of which the loss is the mean; or
   * 'strata', whose events count alike, as in R's `strata()`: the loss per event of all strata together.
   */
  readonly groups?: 'lists' | 'strata' | undefined;
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
 * Efron, for the set D of m events at a time with risk set R: sum_D w s - mean_D(w) sum_{l < m} log(sum_R w e^s - (l/m)
 * sum_D w e^s) in place of the terms of D, as R's `coxph` weighs; there a weight is not a repetition, which would be a tie more. Takes n scores (log hazards) and n observations `{ time, event }`; O(n log n) time.
 *
 * The input `groups` makes risk sets of its own for each group. With the option `groups: 'lists'` the loss is the mean over
 * groups of each group's loss per event: batches or cohorts that count alike, each needing an event. With `groups: 'strata'` it is
 * the stratified model of survival packages (R's `strata()`, the `strata` of lifelines): the sum over all strata divided once, by
 * the weight of all events, so that a stratum counts as its events do and one without events counts nothing.
 *
 * Source: Cox, "Regression models and life-tables", 1972; Breslow, 1974; Efron, 1977; strata: Kalbfleisch and Prentice, "The
 * statistical analysis of failure time data", 2002, section 4.4.
 *
 * @returns a loss: `valueAndGrad(scores, { time, event }, inputs?)` gives its value and the gradient by each score
 * in a new Float64Array.
 * @throws LossInputError `NO_EVENTS` when every observation is censored, `OUT_OF_RANGE` for a bad option, and the codes of
 * invalid input
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
  // Of one call: the weight of the events of all strata, how many strata there are, and whether each is a mean of its own.
  let events = 0;
  let strata = 0;
  let isMean = options?.groups !== 'strata';
  const loss = defineLoss<CoxOptions, 'ties' | 'groups', SurvivalLabels>({
    name,
    options,
    labels: survivalLabels,
    known: { ties: ['breslow', oneOf('breslow', 'efron')], groups: ['lists', oneOf('lists', 'strata')] },
    list:
      ({ ties }) =>
      (items, grad) => {
        const { weights, event } = items;
        const total = weights.reduce((sum, weight, i) => sum + weight * event[i]!, 0);
        if (isMean) need(total, 'NO_EVENTS', name, 'an uncensored observation');
        events += total;
        strata++;
        const value = partialLikelihood(items, ties, grad);
        const share = isMean ? total : 1;
        for (let i = 0; i < grad.length; i++) grad[i]! /= share;
        return value / share;
      },
  });
  if (isMean) return loss;
  return {
    ...loss,
    valueAndGrad(...inputs) {
      events = strata = 0;
      isMean = false;
      const { value, grad } = loss.valueAndGrad(...inputs);
      // Without events undefined, in the way that was asked for.
      isMean = !events;
      if (isMean) return loss.valueAndGrad(...inputs);
      // From the mean over strata to that over events.
      const factor = strata / events;
      return { value: factor * value, grad: grad.map((slope) => factor * slope) };
    },
  };
}
