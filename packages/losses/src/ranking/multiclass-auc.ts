import { integer, oneOf } from '../check';
import { defineLoss } from '../core/define-loss';
import { classLabels, type Items } from '../core/lists';
import type { Loss, OnUndefined } from '../core/types';
import { need } from '../errors';
import { totalsOf } from '../losses/pairwise/batch';
import { pairSum, type SurrogateOptions, surrogateOptions } from '../losses/pairwise/surrogates';

/** Options of {@link multiclassAucLoss}. */
export type MulticlassAucOptions = SurrogateOptions & {
  /** Number of classes C, 2 or more. */
  readonly numClasses: number;
  /** Each class against the 'rest' (default), or against each other 'one'. */
  readonly versus?: 'rest' | 'one' | undefined;
  /** What to do with a list or batch of a single class; default 'throw'. */
  readonly onUndefined?: OnUndefined | undefined;
};

/**
 * Pairwise surrogate of 1 - the multi-class ROC AUC: for class c the surrogate of `pairwiseAucLoss` over its scores, with the items
 * of c as positives, and the mean over classes ('rest', the AUC of `oneVsRest`) or over ordered pairs of classes ('one', Hand and
 * Till's M, the AUC of `oneVsOne`):
 *
 * $$
 * \ell_{\text{rest}} = \frac{1}{C} \sum_c \operatorname*{mean}_{y_i = c,\, y_j \ne c} \varphi(s_{ic} - s_{jc}), \qquad
 * \ell_{\text{one}} = \frac{1}{C (C - 1)} \sum_{c \ne b} \operatorname*{mean}_{y_i = c,\, y_j = b} \varphi(s_{ic} - s_{jc})
 * $$
 *
 * Classes without an item in the list are left out of the means. Takes n x C scores, item by item (logits, or their softmax: say
 * which by giving it), and n labels 0 .. C-1. O(C n log n) time.
 *
 * Source: Hand and Till, "A simple generalisation of the area under the ROC curve for multiple class classification problems",
 * Machine Learning 2001; Yang, Xu, Bao, Cao and Huang, "Learning with multiclass AUC: theory and algorithms", TPAMI 2022.
 *
 * @returns a loss: `valueAndGrad(scores, labels, inputs?)` gives its value, 0 or more, and the gradient by each score in a new
 * Float64Array.
 * @throws LossInputError `NO_NEGATIVES` for items of a single class, `OUT_OF_RANGE` for a bad option, and the codes of invalid input
 *
 * @example
 * ```ts
 * import { multiclassAucLoss } from '@backdropjs/losses/ranking';
 * const loss = multiclassAucLoss({ numClasses: 3, surrogate: 'squaredHinge' });
 * const { value } = loss.valueAndGrad([1, 0, 0, 0, 1, 0, 0, 0, 1], [0, 1, 2]);
 * if (value !== 0) throw new Error('every score of its class is above all others by the margin');
 * ```
 */
export function multiclassAucLoss(options: MulticlassAucOptions): Loss {
  const name = 'multiclassAucLoss';
  return defineLoss<MulticlassAucOptions, 'numClasses' | 'versus' | 'surrogate' | 'method'>({
    name,
    options,
    width: options?.numClasses,
    labels: classLabels(options?.numClasses),
    known: {
      ...surrogateOptions(options?.surrogate),
      numClasses: [undefined, integer(2, 2 ** 31)],
      versus: ['rest', oneOf('rest', 'one')],
    },
    list(checked) {
      const { numClasses, versus } = checked;
      const sum = pairSum(checked);
      return (items, grad) => {
        const byClass = new Map<number, number[]>();
        for (const [i, c] of items.labels.entries()) {
          const own = byClass.get(c);
          if (own) own.push(i);
          else byClass.set(c, [i]);
        }
        // In the order of classes, as the sums are.
        const classes = [...byClass].sort(([a], [b]) => a - b);
        need(Number(classes.length > 1), 'NO_NEGATIVES', name, 'items of two classes');
        const all = Uint32Array.from(items.labels.keys());
        const pairs = classes.flatMap(([c, own]) =>
          versus === 'rest'
            ? [[c, () => all] as const]
            : classes
                .filter(([b]) => b !== c)
                .map(([, others]) => [c, () => Uint32Array.from([...own, ...others]).sort()] as const),
        );
        let value = 0;
        for (const [c, positionsOfPair] of pairs) {
          const positions = positionsOfPair();
          const part = itemsOf(items, numClasses, c, positions);
          const slopes = new Float64Array(positions.length);
          value += sum(part, totalsOf(name, part), slopes) / pairs.length;
          for (const [k, i] of positions.entries()) grad[i * numClasses + c]! += slopes[k]! / pairs.length;
        }
        return value;
      };
    },
  });
}

/** The scores of class c of these items, those of c labeled 1. */
function itemsOf({ scores, labels, weights }: Items, width: number, c: number, positions: Uint32Array) {
  return {
    scores: Float64Array.from(positions, (i) => scores[i * width + c]!),
    labels: Float64Array.from(positions, (i) => Number(labels[i] === c)),
    weights: Float64Array.from(positions, (i) => weights[i]!),
  };
}
