/** See `ClassifierConfig.noise`. */
export type MaskNoise = 'masked' | 'reflected' | 'gaussian';

/** Settings of one training of a convolutional net, with masks at two scales. */
export interface ClassifierConfig {
  network: 'strided' | 'pooled' | 'deep';
  /** The stages of the network, counted from 1, that the fine and the coarse mask (or dropout) stand after. */
  maskAfter: readonly [fine: number, coarse: number];
  /** Rates of the two masks; 0 for no mask. */
  fineRate: number;
  coarseRate: number;
  /** One mask for each image of the batch instead of one for the batch. */
  maskPerImage: boolean;
  /**
   * Instead of masking the gradient, add to each weight's gradient Gaussian noise with the mean square of what the
   * masks would have changed in it: the masks' noise without their structure.
   */
  matchedNoise: boolean;
  /**
   * What the masks make of the gradient, where an experiment tells them apart: `masked`, theirs; `reflected`,
   * 2 g - g_masked, of the same mean and covariance; `gaussian`, g plus Gaussian noise with the covariance of eight masked
   * gradients of the step.
   */
  noise?: MaskNoise;
  /** Steps that each mask stays for, where not every step has masks of its own. */
  maskKept?: number;
  /** Whether masks keep the same number of positions in every step, instead of each with the chance 1 - rate. */
  fixedCount?: boolean;
  /** Whether the last logits of the test images are recorded, and what can be told from logits only is measured. */
  keepLogits?: boolean;
  /** Position dropout (forward and backward) at the two places of the masks; 0 for none. */
  dropoutRate: number;
  /** Side of the random training crops; null trains on whole images. */
  crop: number | null;
  /** Images of one step, each image once an epoch; null for all of them. */
  batch: number | null;
  steps: number;
  learningRate: number;
  momentum: number;
  /** Steps over which the learning rate rises linearly at the start. */
  warmupSteps: number;
  /** Largest norm of the whole gradient; null for no limit. */
  clipNorm: number | null;
  /** Steps between two points of the learning curve; the last step is always one. */
  evaluateEvery: number;
}
