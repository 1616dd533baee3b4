import type { Tensor } from '@tensorflow/tfjs-core';
import { type Check, callable, oneOf, readOptions, show } from '../check';
import type { Loss, SurvivalLoss, ValueAndGrad } from '../core/types';
import { refuse } from '../errors';
import type { RowsLoss, RowsValueAndGrad } from '../losses/rows';

/** A loss over scores or over survival times. */
export type ScoresLoss = Loss | SurvivalLoss;
export type AnyLoss = ScoresLoss | RowsLoss;

/** What a column of yTrue can hold: a target of the loss, or one of the inputs that it takes. */
export type TargetColumn = 'labels' | 'time' | 'event' | 'weights' | 'mask' | 'groups';

/** Of these, a loss of two sets of vectors takes `onResult` alone. */
export interface ToTfjsOptions<Result = ValueAndGrad> {
  /**
   * What yTrue holds for each item, in the order of its last axis, as `['labels', 'weights']`; default the loss's own
   * targets, `['labels']` or `['time', 'event']`. With one column that axis may be left out.
   */
  readonly targets?: readonly TargetColumn[] | undefined;
  /**
   * How to read scores of shape [n, c]: each column a label of its own, or each row a list; also of more axes, as images [b, h, w,
   * c], of which 'lists' makes a list each (Dice or Lovasz by image). The loss is averaged over them, so it must take groups. Never
   * guessed: such a shape with c > 1 is an error without `layout`, and [n] with it. Classes on the last axis of a loss over classes
   * are no labels of their own: it takes 'lists' alone.
   */
  readonly layout?: 'labels' | 'lists' | undefined;
  /**
   * Called, as a method of the options, with what `valueAndGrad` returned, at each evaluation: for `gradLambda`, or to
   * watch gradients.
   */
  onResult?(result: Result): void;
}

/** The options of a loss: its `onResult` gets what its `valueAndGrad` returns. */
export type OptionsOf<L extends AnyLoss> = ToTfjsOptions<ReturnType<L['valueAndGrad']>>;

/** Computes what a loss gives for two tensors, from their numbers. */
type Evaluate<Result> = (yTrue: Tensor, trueValues: Numbers, yPred: Tensor, predicted: Numbers) => Result;
type Numbers = Float32Array | Int32Array | Uint8Array;

const optional = ([expected, accepts]: Check): Check => [
  expected,
  (value) => value === undefined || accepts(value),
];
const callback = optional(callable);

/** Throws unless it is a loss, as a factory that was not called is not. */
export function checkLoss(fn: string, loss: AnyLoss): void {
  // A list of holes alone may be of any length.
  const areNames = (list: unknown) =>
    Array.isArray(list) && list.length < 9 && [...list].every((name) => typeof name === 'string');
  const isLoss = (loss: { name?: unknown; targets?: unknown; inputs?: unknown; width?: unknown }) =>
    typeof loss.name === 'string' &&
    (!('targets' in loss) ||
      (areNames(loss.targets) && areNames(loss.inputs) && Number.isInteger(loss.width)));
  if (typeof loss?.valueAndGrad === 'function' && isLoss(loss)) return;
  const remedy = typeof loss === 'function' ? '; pass what it returns if it is a factory' : '';
  refuse('OUT_OF_RANGE', fn, 'needs a loss, as pairwiseAucLoss() makes one', show(loss) + remedy);
}

/** Throws unless it is a loss over scores. */
export function checkScoresLoss(fn: string, loss: AnyLoss): asserts loss is ScoresLoss {
  checkLoss(fn, loss);
  if ('targets' in loss) return;
  refuse('OUT_OF_RANGE', fn, 'takes losses over scores', `${loss.name}; call it on what data() gives`);
}

/** Evaluates a loss over scores. Throws at once for options that the loss cannot have, whatever the data. */
export function scoresEvaluator(loss: ScoresLoss, given: ToTfjsOptions | undefined): Evaluate<ValueAndGrad> {
  const { name, width, inputs: takes } = loss;
  const options = readOptions<ToTfjsOptions, 'layout' | 'onResult'>(
    name,
    given,
    { layout: [undefined, optional(oneOf('labels', 'lists'))], onResult: [undefined, callback] },
    ['targets'],
  );
  const { layout, targets = loss.targets } = options;
  const allowed = [...loss.targets, ...takes];
  if (
    !Array.isArray(targets) ||
    targets.length > allowed.length ||
    !loss.targets.every((column) => targets.includes(column)) ||
    !targets.every((column, c) => allowed.includes(column) && targets.indexOf(column) === c)
  ) {
    const own = `'${loss.targets.join("' and '")}'`;
    refuse(
      'OUT_OF_RANGE',
      name,
      `targets must name ${own} and, once each, any of [${takes.join(', ')}]`,
      Array.isArray(targets) ? `[${targets.slice(0, 9).map(show).join(', ')}]` : show(targets),
    );
  }
  const obstacles = [
    width > 1 && layout === 'labels' && 'with classes',
    targets.includes('groups') && "with 'groups' among the targets",
    !takes.includes('groups') && 'as it takes no groups',
  ];
  const obstacle = obstacles.find((text) => text);
  if (layout && obstacle) refuse('OUT_OF_RANGE', name, `takes no layout ${obstacle}`, show(layout));
  return (yTrue, trueValues, yPred, predicted) => {
    const count = yPred.size / width;
    const groups = readShapes(loss, layout, targets, yTrue, yPred);
    const columns: Partial<Record<string, Float64Array | Uint32Array>> = { groups };
    for (const [c, column] of targets.entries()) {
      const values = new Float64Array(count);
      for (let i = 0; i < count; i++) values[i] = trueValues[i * targets.length + c]!;
      columns[column] = values;
    }
    const { labels, time, event, ...inputs } = columns;
    const result =
      loss.targets.length === 1
        ? (loss as Loss).valueAndGrad(predicted, labels!, inputs)
        : (loss as SurvivalLoss).valueAndGrad(predicted, { time: time!, event: event! }, inputs);
    requireFloat32(name, result.value, result.grad);
    options.onResult?.call(given, result);
    return result;
  };
}

/** The groups that the layout stands for; throws where a shape could mean several things. */
function readShapes(
  { name, width }: ScoresLoss,
  layout: 'labels' | 'lists' | undefined,
  targets: readonly string[],
  yTrue: Tensor,
  { shape, size }: Tensor,
): Uint32Array | undefined {
  const last = shape.at(-1)!;
  const isScores = width > 1 ? last === width : layout ? shape.length > 1 : last === 1 || shape.length === 1;
  if (!isScores) {
    const want =
      width > 1
        ? `${width} scores on its last axis`
        : `shape ${layout ? '' : '[n] or [..., 1], or '}[n, c] with layout ${layout ? `'${layout}'` : "'labels' or 'lists'"}`;
    refuse('LENGTH_MISMATCH', name, `yPred must have ${want}`, `[${shape.join(', ')}]`);
  }
  // Axes of length 1 at the end make no difference.
  const text = (axes: readonly number[]) => String(axes).replace(/(^1|,1)+$/, '');
  const items = width > 1 ? shape.slice(0, -1) : shape;
  const columns = targets.length;
  const count = size / width;
  if (
    text(columns > 1 ? yTrue.shape.slice(0, -1) : yTrue.shape) !== text(items) ||
    yTrue.size !== count * columns
  ) {
    const axis = columns > 1 ? ` and a last axis of ${columns}` : '';
    refuse(
      'LENGTH_MISMATCH',
      name,
      `yTrue must hold [${targets.join(', ')}] for each item: the axes [${items.join(', ')}] of yPred${axis}`,
      `shape [${yTrue.shape.join(', ')}]`,
    );
  }
  return (
    layout &&
    // Truncated to whole numbers.
    Uint32Array.from({ length: count }, (_, i) => (layout === 'labels' ? i % last : (i * shape[0]!) / count))
  );
}

/** Evaluates a loss of two sets of vectors: x from yPred, y from yTrue, each of shape [n, d]. */
export function rowsEvaluator(
  loss: RowsLoss,
  given: ToTfjsOptions<RowsValueAndGrad> | undefined,
): Evaluate<RowsValueAndGrad> {
  const options = readOptions<ToTfjsOptions<RowsValueAndGrad>, 'onResult'>(loss.name, given, {
    onResult: [undefined, callback],
  });
  return (yTrue, trueValues, yPred, predicted) => {
    const [dimension, yDimension] = [yPred.shape[1], yTrue.shape[1]];
    if (yPred.rank !== 2 || yTrue.rank !== 2) {
      refuse(
        'LENGTH_MISMATCH',
        loss.name,
        'yTrue and yPred must have rank 2',
        `shapes [${yTrue.shape.join(', ')}] and [${yPred.shape.join(', ')}]`,
      );
    }
    const result = loss.valueAndGrad(predicted, trueValues, { dimension: dimension!, yDimension });
    requireFloat32(loss.name, result.value, result.gradX, result.gradY);
    options.onResult?.call(given, result);
    return result;
  };
}

function requireFloat32(fn: string, value: number, ...grads: Float64Array[]): void {
  const overflows = (x: number) => Number.isFinite(x) && !Number.isFinite(Math.fround(x));
  let isOver = overflows(value);
  for (const grad of grads) for (let i = 0; i < grad.length && !isOver; i++) isOver = overflows(grad[i]!);
  if (isOver) {
    refuse(
      'NON_FINITE',
      fn,
      'the value and gradient must fit into float32',
      'one that overflows; scale the scores or weights down',
    );
  }
}
