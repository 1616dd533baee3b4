import type { ClassifierConfig } from '../classification/config';

/** Settings of one training on two-scale fields. Lengths, sizes and tori are in pixels. */
export interface TwoScaleConfig extends ClassifierConfig, TwoScaleDataConfig {}

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
