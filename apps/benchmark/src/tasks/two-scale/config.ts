/** Settings of one training on two-scale fields. Lengths, sizes and tori are in pixels. */
export interface TwoScaleConfig extends TwoScaleDataConfig {
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

/** The part of the settings that the images depend on. */
export interface TwoScaleDataConfig {
  /** Side of the square images. */
  size: number;
  /**
   * `cropped`: fields of the given kernel lengths, drawn on larger tori and cropped. `multiscale`: the paper's set,
   * periodic over the image, its lengths the nominal ones of the paper's generator; the tori are the image's side.
   */
  generator: 'cropped' | 'multiscale';
  /** Correlation lengths of the fine field, one per fine class, and the side of the torus it is drawn on. */
  fineLengths: readonly number[];
  fineTorus: number;
  coarseLengths: readonly number[];
  coarseTorus: number;
  /** Weights of the fine and of the coarse field in an image. */
  amplitudes: readonly [fine: number, coarse: number];
  trainPerClass: number;
  testPerClass: number;
  /** Whether all seeds share one test set, or each seed draws its own. */
  sharedTestSet: boolean;
}
