/** Settings of one training of a small multilayer perceptron on a ranking loss. */
export interface AucConfig {
  table: 'diabetes';
  /** Quantile of the target above which a row is positive. */
  positiveQuantile: number;
  trainPositives: number;
  trainNegatives: number;
  hidden: readonly number[];
  /** Rate of the mask over the samples' scores; 0 for no mask. */
  rate: number;
  /** Samples drawn for each step; null for all. */
  minibatch: number | null;
  steps: number;
  learningRate: number;
  momentum: number;
  weightDecay: number;
  /** Steps between two points of the learning curve; the last step is always one. */
  evaluateEvery: number;
}
