import type { AucConfig, SplitConfig } from '../auc/config';

/** Settings of one training of a multilayer perceptron on a bundled table. */
export type AucTableConfig = DiabetesConfig | DigitsConfig | BreastCancerConfig;

interface PerceptronConfig extends AucConfig, SplitConfig {
  hidden: readonly number[];
}

export interface DiabetesConfig extends PerceptronConfig {
  table: 'diabetes';
  /** Quantile of the target above which a row is positive. */
  positiveQuantile: number;
}

export interface DigitsConfig extends PerceptronConfig {
  table: 'digits';
  /** The digit that is positive; the others are negative. */
  positiveDigit: number;
  /** Chance that a training label is the wrong one, drawn by seed; none by default. */
  labelNoise?: number;
}

/** Malignant tumors are positive. */
export interface BreastCancerConfig extends PerceptronConfig {
  table: 'breast-cancer';
}
