import { dispose, gather, range, type Tensor, tidy } from '@tensorflow/tfjs-core';
import { Callback, type LayersModel } from '@tensorflow/tfjs-layers';
import { type Check, callable, check, integer, readOptions } from '../check';
import type { NumericArray } from '../core/types';
import { checkTensors } from '../tfjs/check-tensors';

/** Metrics by name, each of all scores, row by row where there are several a row, and all labels. */
export type Metrics = Readonly<Record<string, (scores: NumericArray, labels: NumericArray) => number>>;

/** Options of {@link evaluateMetrics}. */
export interface MetricsOptions {
  /** Rows a prediction: an integer from 1; default 1024. It changes no value. */
  readonly batchSize?: number | undefined;
  /** Labels a row: an integer from 1; default 1, also with classes; more for metrics of several labels, as `multilabel`. */
  readonly numLabels?: number | undefined;
}

/** Options of {@link metricsCallback}. */
export interface MetricsCallbackOptions extends MetricsOptions {
  /** Put before the names; default 'val_'. */
  readonly prefix?: string | undefined;
}

const text: Check = ['a string', (value) => typeof value === 'string'];
const object: Check = ['an object of functions', (value) => Object(value) === value];
const layersModel: Check = [
  'a model of tf.layers',
  (value) => typeof (value as LayersModel | null)?.predict === 'function',
];
const count = integer(1, 2 ** 31);
const known = { batchSize: [1024, count], numLabels: [1, count] } as const;

function checkMetrics(fn: string, metrics: Metrics, x: Tensor, y: Tensor): void {
  checkTensors(fn, { x, y });
  check(fn, 'metrics', metrics, object);
  for (const name in metrics) check(fn, `metrics.${name}`, metrics[name], callable);
}

/** Throws unless y has the labels of the rows: those of one-hot classes would make other pairs of scores and labels. */
function checkLabels(fn: string, x: Tensor, y: Tensor, numLabels: number): void {
  const size = x.shape[0]! * numLabels;
  const expected = `${size} (y.argMax(1), or numLabels)`;
  check(fn, 'the length of y', y.size, [expected, (length) => length === size], 'LENGTH_MISMATCH');
}

/**
 * Metrics of a model on data, over all rows at once, whatever the batch size: unlike the metrics of `compile`, which are means
 * over batches. The model has one output; of several scores a row a metric gets them row by row, as `oneVsRest` takes them.
 *
 * @param x - of shape [n, ...]
 * @param y - n labels: 0 or 1, or classes, not one-hot
 * @param metrics - by name; those of this package, or your own
 * @param model - with one output.
 * @template M - the metrics, by name
 * @returns the value of each metric
 * @throws what a metric throws; LossInputError `OUT_OF_RANGE` for a bad argument or option, `LENGTH_MISMATCH` for other labels than
 * one a row, or `numLabels`
 *
 * @example
 * ```ts
 * import '@tensorflow/tfjs-backend-cpu';
 * import * as tf from '@tensorflow/tfjs-core';
 * import * as layers from '@tensorflow/tfjs-layers';
 * import { rocAuc } from '@backdropjs/losses';
 * import { evaluateMetrics } from '@backdropjs/losses/layers';
 * const model = layers.sequential({
 *   layers: [layers.layers.dense({ inputShape: [1], units: 1, kernelInitializer: 'ones' })],
 * });
 * const { auc } = await evaluateMetrics(model, tf.tensor2d([[1], [2], [3]]), tf.tensor1d([0, 1, 1]), { auc: rocAuc });
 * if (auc !== 1) throw new Error('scores rise with x');
 * ```
 */
export async function evaluateMetrics<M extends Metrics>(
  model: LayersModel,
  x: Tensor,
  y: Tensor,
  metrics: M,
  options?: MetricsOptions,
): Promise<{ [Name in keyof M]: number }> {
  const fn = 'evaluateMetrics';
  check(fn, 'model', model, layersModel);
  checkMetrics(fn, metrics, x, y);
  const { batchSize, numLabels } = readOptions<MetricsOptions, 'batchSize' | 'numLabels'>(fn, options, known);
  checkLabels(fn, x, y, numLabels);
  const rows = x.shape[0]!;
  const scores: number[] = [];
  for (let from = 0; from < rows; from += batchSize) {
    const to = Math.min(from + batchSize, rows);
    const part = tidy(() => model.predict(gather(x, range(from, to, 1, 'int32'))) as Tensor);
    check(fn, 'the scores a row', part.size / (to - from), integer(1, 1e6), 'LENGTH_MISMATCH');
    for (const score of await part.data()) scores.push(score);
    dispose(part);
  }
  const labels = await y.data();
  const values = Object.entries(metrics).map(([name, metric]) => [name, metric(scores, labels)] as const);
  return Object.fromEntries(values) as { [Name in keyof M]: number };
}

/**
 * A callback of `fit` and `fitDataset` that computes metrics over all of some data after each epoch and adds them to the
 * history and the logs that other callbacks read: `val_auc` for `{ auc: rocAuc }`. Put it before early stopping:
 * `callbacks: [metricsCallback({ auc: rocAuc }, x, y), earlyStopping({ monitor: 'val_auc', mode: 'max' })]`.
 *
 * @param metrics - by name; those of this package, or your own.
 * @param x - of shape [n, ...]
 * @param y - n labels: 0 or 1, or classes, not one-hot.
 * @returns a callback for `fit` and `fitDataset`.
 * @throws LossInputError `OUT_OF_RANGE` for a bad argument or option, `LENGTH_MISMATCH` for other labels than one a row, or
 * `numLabels`; what a metric throws, from the training
 *
 * @example
 * ```ts
 * import '@tensorflow/tfjs-backend-cpu';
 * import '@tensorflow/tfjs-core/dist/register_all_gradients';
 * import * as tf from '@tensorflow/tfjs-core';
 * import * as layers from '@tensorflow/tfjs-layers';
 * import { averagePrecision, rocAuc } from '@backdropjs/losses';
 * import { metricsCallback } from '@backdropjs/losses/layers';
 * const model = layers.sequential({ layers: [layers.layers.dense({ inputShape: [1], units: 1 })] });
 * model.compile({ optimizer: 'sgd', loss: 'meanSquaredError' });
 * const [x, y] = [tf.tensor2d([[1], [2], [3]]), tf.tensor2d([[0], [1], [1]])];
 * const { history } = await model.fit(x, y, {
 *   verbose: 0,
 *   callbacks: [metricsCallback({ auc: rocAuc, ap: averagePrecision }, x, y)],
 * });
 * if (!('val_auc' in history && 'val_ap' in history)) throw new Error('both are in the history');
 * ```
 */
export function metricsCallback(
  metrics: Metrics,
  x: Tensor,
  y: Tensor,
  options?: MetricsCallbackOptions,
): Callback {
  const fn = 'metricsCallback';
  checkMetrics(fn, metrics, x, y);
  const { prefix, ...rest } = readOptions<MetricsCallbackOptions, 'prefix' | 'batchSize' | 'numLabels'>(
    fn,
    options,
    { ...known, prefix: ['val_', text] },
  );
  checkLabels(fn, x, y, rest.numLabels);
  return new MetricsCallback(async (model, logs) => {
    const values = await evaluateMetrics(model, x, y, metrics, rest);
    for (const [name, value] of Object.entries(values)) logs[prefix + name] = value;
  });
}

class MetricsCallback extends Callback {
  readonly #add: (model: LayersModel, logs: Record<string, unknown>) => Promise<void>;

  constructor(add: (model: LayersModel, logs: Record<string, unknown>) => Promise<void>) {
    super();
    this.#add = add;
  }

  override async onEpochEnd(_: number, logs: Record<string, unknown> = {}): Promise<void> {
    await this.#add(this.model as LayersModel, logs);
  }
}
