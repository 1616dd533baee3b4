// Which function of the package answers which suite of golden/losses.json, by the suite's name.
import * as losses from '@backdropjs/losses';

export interface Suite {
  readonly name: string;
  readonly tolerance: Tolerances;
  readonly cases: readonly Case[];
}
export interface Case {
  readonly id: string;
  readonly input: Record<string, unknown>;
  readonly params: Record<string, unknown>;
  readonly expected: Record<string, unknown>;
  readonly tolerance?: Tolerances;
}
export type Tolerances = Record<'float64' | 'float32', { rtol: number; atol: number } | null>;

export type Fields = Record<string, unknown>;
/** The arrays of a case; those it does not have are undefined. */
export type Input = Record<string, number[]> & { readonly probabilities: number[][] };
// biome-ignore lint/suspicious/noExplicitAny: the parameters come from JSON and are checked by the functions themselves
export type Params = any;

/** A metric: the fields of a case. `erratum` corrects expectations that contradict the suite's definition. */
export interface MetricSuite {
  metric(input: Input, params: Params): Fields;
  erratum?(input: Input, params: Params): (expected: Fields) => Fields;
}
/** A differentiable operator. */
export interface OperatorSuite {
  readonly operator: typeof losses.softRank;
}
/** A loss over scores: `scores` names the input that the gradient is for, the rest are labels, weights and groups. */
export interface LossSuite {
  loss(params: Params): losses.Loss | losses.SurvivalLoss | losses.LagrangianLoss;
  readonly scores?: string;
}
/** A loss of two sets of vectors: their names in the input, and of their gradients in what is expected. */
export interface RowsSuite {
  rows(params: Params): losses.RowsLoss;
  readonly names: readonly [string, string];
  readonly gradients: readonly [string, string];
}

const pairwise = (surrogate: losses.Surrogate): LossSuite => ({
  loss: (params) => losses.pairwiseAucLoss({ surrogate, ...params }),
});
const withValue =
  (metric: (scores: number[], labels: number[], inputs: Params) => number): MetricSuite['metric'] =>
  ({ scores, labels, weights }, params) => ({ value: metric(scores!, labels!, { ...params, weights }) });

/** The file writes 'squared_hinge'. */
const camelCase = (name: string) => name.replace(/_(.)/g, (_, letter: string) => letter.toUpperCase());

/**
 * The reference leaves out the bound at 0 where a slanted piece of the ROC curve ends exactly at minTpr: it then counts
 * the triangle below minTpr as a negative area, though its definition is the integral of max(TPR - minTpr, 0).
 */
function withoutNegativeTriangles({ scores, labels, weights }: Input, { maxFpr, minTpr }: Params) {
  return (expected: Fields): Fields => {
    if (expected['error'] || minTpr === 0) return expected;
    const { fpr, tpr } = losses.rocCurve(scores!, labels!, { weights });
    let missing = 0;
    for (let k = 1; k < fpr.length; k++) {
      if (tpr[k] === minTpr && fpr[k]! <= maxFpr) {
        missing += ((fpr[k]! - fpr[k - 1]!) * (minTpr - tpr[k - 1]!)) / 2;
      }
    }
    const raw = (expected['raw'] as number) + missing;
    return { ...expected, raw, normalized: raw / (maxFpr * (1 - minTpr)) };
  };
}

export type AnySuite = MetricSuite | OperatorSuite | LossSuite | RowsSuite;

export const suites: Record<string, AnySuite> = {
  roc_auc: { metric: withValue(losses.rocAuc) },
  partial_roc_auc: {
    metric: ({ scores, labels, weights }, params) => ({
      ...losses.partialRocAuc(scores!, labels!, { ...params, weights }),
    }),
    erratum: withoutNegativeTriangles,
  },
  average_precision: { metric: withValue(losses.averagePrecision) },
  ndcg: {
    metric: withValue((scores, labels, { k, gain }) =>
      losses.ndcg(scores, labels, { gain, k: k ?? undefined }),
    ),
  },
  f_beta: { metric: withValue(losses.fBeta) },
  precision_recall_at_k: {
    metric({ scores, labels }, params) {
      const precision = losses.precisionAtK(scores!, labels!, params);
      return { precision, recall: losses.recallAtK(scores!, labels!, params), hits: precision * params.k };
    },
  },
  recall_at_precision_and_precision_at_recall: {
    // The file's names of the metrics' options; here they have those of the losses.
    metric({ scores, labels, weights }, { minPrecision: targetPrecision, minRecall: targetRecall }) {
      return {
        recallAtPrecision: losses.recallAtPrecision(scores!, labels!, { weights, targetPrecision }),
        precisionAtRecall: losses.precisionAtRecall(scores!, labels!, { weights, targetRecall }),
      };
    },
  },
  concordance_index: {
    metric: ({ scores, time, event, weights }) => ({
      ...losses.concordanceIndex(scores!, { time: time!, event: event! }, { weights }),
    }),
  },
  calibration_error: {
    metric: ({ scores, labels, weights }, params) => ({
      ...losses.calibrationError(scores!, labels!, { ...params, weights }),
    }),
  },
  pairwise_sigmoid_auc: pairwise('sigmoid'),
  pairwise_logistic: pairwise('logistic'),
  pairwise_squared_hinge: pairwise('squaredHinge'),
  pairwise_square: pairwise('square'),
  pairwise_hinge: pairwise('hinge'),
  pairwise_exponential: pairwise('exponential'),
  pairwise_partial_auc: {
    loss: ({ surrogate, ...params }) => losses.partialAucLoss({ ...params, surrogate: camelCase(surrogate) }),
  },
  auc_margin: { loss: losses.aucMarginLoss },
  soft_concordance: { loss: losses.softConcordanceLoss },
  soft_f_beta: { loss: losses.softFBetaLoss },
  dice: { loss: losses.diceLoss },
  tversky: { loss: losses.tverskyLoss },
  lovasz_hinge: { loss: losses.lovaszHingeLoss },
  lovasz_softmax: { loss: losses.lovaszSoftmaxLoss, scores: 'probabilities' },
  list_softmax_cross_entropy: { loss: losses.listwiseSoftmaxLoss },
  list_mle: { loss: losses.listMleLoss },
  approx_ndcg: { loss: losses.approxNdcgLoss },
  smooth_ap: { loss: losses.averagePrecisionLoss },
  cox_partial_likelihood: { loss: losses.coxPartialLikelihoodLoss },
  soft_rank_l2: { operator: losses.softRank },
  soft_sort_l2: { operator: losses.softSort },
  recall_at_precision_lagrangian: { loss: losses.recallAtPrecisionLoss },
  precision_at_recall_lagrangian: { loss: losses.precisionAtRecallLoss },
  info_nce: {
    rows: losses.infoNceLoss,
    names: ['anchors', 'positives'],
    gradients: ['gradientAnchors', 'gradientPositives'],
  },
  mmd2: { rows: losses.mmdLoss, names: ['x', 'y'], gradients: ['gradientX', 'gradientY'] },
  distance_correlation: {
    rows: losses.distanceCorrelationLoss,
    names: ['x', 'y'],
    gradients: ['gradientX', 'gradientY'],
  },
};
