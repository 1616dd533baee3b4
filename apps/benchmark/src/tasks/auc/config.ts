/** How a net that gives each sample a score is trained. */
export interface AucConfig {
  /** The pairwise sigmoid ROC AUC loss over all pairs of the batch, or the binary cross-entropy. */
  loss: 'auc' | 'cross-entropy';
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

/** Settings of the split that a seed draws. */
export interface SplitConfig {
  trainPositives: number;
  trainNegatives: number;
}
