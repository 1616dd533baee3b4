import type { Tensor } from '@tensorflow/tfjs-core';
import { fail } from '../core/errors';
import type { Loss, LossInputs, SurvivalLoss, ValueAndGrad } from '../core/types';
import type { RowsLoss, RowsValueAndGrad } from '../losses/rows';

/** A loss over scores or over survival times. */
export type ScoresLoss = Loss | SurvivalLoss;
export type AnyLoss = ScoresLoss | RowsLoss;

/** What a column of yTrue can hold. */
export type TargetColumn = 'labels' | 'time' | 'event' | 'weights' | 'mask' | 'groups';

export interface ToTfjsOptions {
  /**
   * What yTrue holds for each item, in the order of its last axis, as `['labels', 'weights']`; default the loss's own
   * targets, `['labels']` or `['time', 'event']`. With one column that axis may be left out.
   */
  readonly targets?: readonly TargetColumn[] | undefined;
  /**
   * How to read scores of shape [n, c] with c > 1: each column a label of its own, or each row a list. The loss is
   * averaged over them. Never guessed: such a shape without `layout` is an error.
   */
  readonly layout?: 'labels' | 'lists' | undefined;
  /** Called with what `valueAndGrad` returned, at each evaluation: for `gradLambda`, or to watch gradients. */
  onResult?(result: ValueAndGrad): void;
}

type Numbers = Float32Array | Int32Array | Uint8Array;

/** Evaluates a loss over scores from the numbers of two tensors. */
export function evaluateScores(
  loss: ScoresLoss,
  yTrue: Tensor,
  trueValues: Numbers,
  yPred: Tensor,
  predicted: Numbers,
  options: ToTfjsOptions,
): ValueAndGrad {
  const targets = options.targets ?? loss.targets;
  for (const name of loss.targets) {
    if (!targets.includes(name as TargetColumn)) {
      fail('OUT_OF_RANGE', loss.name, `targets must name '${name}', got [${targets}]`);
    }
  }
  const count = yPred.size / loss.width;
  const layoutGroups = readLayout(loss, yPred, options);
  if (yTrue.size !== count * targets.length) {
    fail(
      'LENGTH_MISMATCH',
      loss.name,
      `yTrue must hold [${targets}] for each of ${count} items, got shape [${yTrue.shape}] for yPred [${yPred.shape}]`,
    );
  }
  const columns: Partial<Record<string, Float64Array>> = {};
  for (const [c, name] of targets.entries()) {
    columns[name] = Float64Array.from({ length: count }, (_, i) => trueValues[i * targets.length + c]!);
  }
  const { labels, time, event, weights, mask, groups = layoutGroups } = columns;
  const inputs: LossInputs = { weights, mask, groups };
  const result =
    loss.targets.length === 1
      ? (loss as Loss).valueAndGrad(predicted, labels!, inputs)
      : (loss as SurvivalLoss).valueAndGrad(predicted, { time: time!, event: event! }, inputs);
  requireFloat32(loss.name, result.value, result.grad);
  options.onResult?.(result);
  return result;
}

/** The groups that the shape of the scores stands for; throws where the shape could mean several things. */
function readLayout(
  loss: ScoresLoss,
  { shape, size }: Tensor,
  options: ToTfjsOptions,
): Float64Array | undefined {
  const last = shape[shape.length - 1];
  if (shape.length > 0 && (last === loss.width || (loss.width === 1 && shape.length === 1))) return undefined;
  if (loss.width > 1) {
    fail(
      'LENGTH_MISMATCH',
      loss.name,
      `yPred must have ${loss.width} scores on its last axis, got shape [${shape}]`,
    );
  }
  if (shape.length !== 2 || !options.layout || options.targets?.includes('groups')) {
    fail(
      'LENGTH_MISMATCH',
      loss.name,
      `yPred must have shape [n] or [..., 1], or [n, c] with layout 'labels' or 'lists' and no groups, got [${shape}]`,
    );
  }
  const isLists = options.layout === 'lists';
  return Float64Array.from({ length: size }, (_, i) => (isLists ? Math.floor(i / last!) : i % last!));
}

/** Evaluates a loss of two sets of vectors: x from yPred, y from yTrue, each of shape [n, d]. */
export function evaluateRows(
  loss: RowsLoss,
  yTrue: Tensor,
  trueValues: Numbers,
  yPred: Tensor,
  predicted: Numbers,
): RowsValueAndGrad {
  const [dimension, yDimension] = [yPred.shape[1], yTrue.shape[1]];
  if (yPred.rank !== 2 || yTrue.rank !== 2) {
    fail(
      'LENGTH_MISMATCH',
      loss.name,
      `yTrue and yPred must have rank 2, got shapes [${yTrue.shape}] and [${yPred.shape}]`,
    );
  }
  const result = loss.valueAndGrad(predicted, trueValues, { dimension: dimension!, yDimension });
  requireFloat32(loss.name, result.value, result.gradX, result.gradY);
  return result;
}

function requireFloat32(fn: string, value: number, ...grads: Float64Array[]): void {
  const overflows = (x: number) => Number.isFinite(x) && !Number.isFinite(Math.fround(x));
  if (overflows(value) || grads.some((grad) => grad.some(overflows))) {
    fail('NON_FINITE', fn, 'the value or gradient overflows float32; scale the scores or weights down');
  }
}
