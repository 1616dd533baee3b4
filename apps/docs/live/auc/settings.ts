import { backendField } from '../demo/backends';
import { choice, integer, number, subset, type Values } from '../demo/link';

/** What is trained, in words. */
export const methods = {
  entropy: 'cross-entropy, in batches',
  batch: 'AUC loss, in batches',
  set: 'AUC loss of the whole set',
  masked: 'AUC loss of the whole set, masks',
} as const;

export type Method = keyof typeof methods;

const coordinate = (initial: number) => number(initial, [-3, 3]);

/** What the visitor chooses. */
export const fields = {
  data: choice('clouds', ['clouds', 'separable', 'xor', 'outlier']),
  /** Center of the positives' cloud; that of the negatives lies opposite. */
  x: coordinate(0.6),
  y: coordinate(0.45),
  /** Negatives for each positive. */
  imbalance: choice('20', ['1', '5', '20', '100']),
  batch: choice('20', ['10', '20', '50', '100']),
  /** Chance that the label of a training sample is turned around. */
  noise: number(0, [0, 0.3]),
  methods: subset(Object.keys(methods) as Method[]),
  rate: number(0.8, [0, 0.95]),
  steps: integer(100, [3, 1000]),
  seeds: choice('1', ['1', '20']),
  seed: integer(1, [0, 1_000_000_000]),
  backend: backendField,
};

export type Settings = Values<typeof fields>;

/** Training samples; and those of the test, half of which are positives. */
export const sizes = { train: 400, test: 2000 };

/** The map of scores has so many points a side, over coordinates from -reach to reach. */
export const map = { side: 48, reach: 4 };

/** What a method came to. */
export interface Trained {
  method: Method;
  /** ROC AUC of the training samples, by their labels as trained on, and of the test samples. */
  auc: { train: number; test: number };
  /** Pairs of a positive and a negative that the loss compared, in the mean over steps. */
  pairs: number;
  /** Steps whose batch had no positive, or no negative. */
  empty: number;
  /** The last value of the loss. */
  loss: number;
  milliseconds: number;
  scores: { train: Float32Array; test: Float32Array };
  /** Scores over the plane, from its upper left corner. */
  map: Float32Array;
}

/** What the demo shows. */
export interface Outcome {
  samples: { points: Float32Array; labels: Uint8Array };
  testLabels: Uint8Array;
  /** Of the first seed. */
  trained: Trained[];
  /** Test AUC by method, seed after seed. */
  bySeed: Partial<Record<Method, number[]>>;
}
