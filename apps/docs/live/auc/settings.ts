import { choice, number, seed } from '../demo/link';

/** Of training. */
export const steps = 60;

/** What the visitor chooses. */
export const fields = {
  seed: seed(1),
  rate: number(0.9, [0, 0.95]),
  backend: choice('wasm', ['wasm', 'cpu']),
};

/** Where training stands after a step. */
export interface TrainingPoint {
  step: number;
  /** ROC AUC of the training samples, and of others. */
  train: number;
  test: number;
}

/** The curves of both networks. */
export interface Curves {
  full: TrainingPoint[];
  masked: TrainingPoint[];
}
