// Which function of the package answers which suite of golden/losses.json, by the suite's name.
import { type Loss, pairwiseAucLoss, rocAuc, type Surrogate } from '@backdropjs/losses';

export interface Suite {
  readonly name: string;
  readonly kind: string;
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

type Fields = Record<string, unknown>;
type Input = Record<'scores' | 'labels' | 'weights' | 'groups' | 'time' | 'event', number[]>;
// biome-ignore lint/suspicious/noExplicitAny: the parameters come from JSON and are checked by the functions themselves
type Params = any;

/** A metric: the fields a case expects, computed from its input. */
export type MetricSuite = { metric(input: Input, params: Params): Fields };
/** A loss over scores. */
export type LossSuite = { loss(params: Params): Loss };

const pairwise = (surrogate: Surrogate): LossSuite => ({
  loss: (params) => pairwiseAucLoss({ surrogate, ...params }),
});

export const suites: Record<string, MetricSuite | LossSuite> = {
  roc_auc: {
    metric: ({ scores, labels, weights }) => ({ value: rocAuc(scores, labels, { weights }) }),
  },
  pairwise_sigmoid_auc: pairwise('sigmoid'),
  pairwise_logistic: pairwise('logistic'),
  pairwise_squared_hinge: pairwise('squaredHinge'),
  pairwise_square: pairwise('square'),
  pairwise_hinge: pairwise('hinge'),
  pairwise_exponential: pairwise('exponential'),
};
