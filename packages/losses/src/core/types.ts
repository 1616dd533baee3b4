/** Numbers in any array-like container: a typed array (read without a copy when it is a Float64Array) or a plain array. */
export type NumericArray = ArrayLike<number>;

/** A label 0 or 1, false or true, an item. */
export type BinaryLabels = ArrayLike<number | boolean>;

/** The list of each item: finite numbers or strings. */
export type GroupIds = ArrayLike<number | string>;

/** What may accompany the scores and labels of a loss or metric. Every array has one entry an item. */
export interface ItemInputs {
  /** Weights >= 0, default 1. An item of weight 0 is dropped before anything else. */
  readonly weights?: NumericArray | undefined;
  /** 1 or true keeps an item, 0 or false drops it before anything else, whatever its score and label are. */
  readonly mask?: ArrayLike<number | boolean> | undefined;
}

/** {@link ItemInputs} and the list each item belongs to. */
export interface LossInputs extends ItemInputs {
  /** List ids: the loss is computed for each set of items of equal id, and averaged over those lists. */
  readonly groups?: GroupIds | undefined;
}

/**
 * What to do with a list (or the batch, without groups) whose loss is undefined, as one of a single class:
 * `'throw'` the coded error, `'skip'` the list (an error remains when no list is left), count it as `'zero'` with
 * zero gradients, or let the value be `'nan'`.
 */
export type OnUndefined = 'throw' | 'skip' | 'zero' | 'nan';

/** A loss and its gradient with respect to the scores. */
export interface ValueAndGrad {
  /** The loss, in float64. */
  readonly value: number;
  /** One entry a score, in a new array owned by the caller. Dropped items have gradient 0. */
  readonly grad: Float64Array<ArrayBuffer>;
}

/** What observations of survival times are labeled with, one entry each. */
export interface SurvivalLabels {
  /** Time of the event, or of the last observation when it was censored. */
  readonly time: NumericArray;
  /** 1 when the event was observed at `time`, 0 when the observation was censored there. */
  readonly event: BinaryLabels;
}

/** A loss over scored items: plain numbers in, plain numbers out. */
export interface Loss<Labels = NumericArray, Inputs extends LossInputs = LossInputs> {
  /** The name of the function that made it, for messages. */
  readonly name: string;
  /** How many scores an item has: 1, or the number of classes. */
  readonly width: number;
  /** What an item is labeled with: `labels`, or `time` and `event`. */
  readonly targets: readonly string[];
  /** What may accompany these: those of `weights`, `mask` and `groups` that mean something for the loss. */
  readonly inputs: readonly string[];
  /**
   * @param scores - `width` finite scores an item, those of one item next to each other
   * @param labels - one label an item
   * @throws LossInputError when an input is invalid or the loss undefined
   */
  valueAndGrad(scores: NumericArray, labels: Labels, inputs?: Inputs): ValueAndGrad;
}

/** A loss over survival times. */
export type SurvivalLoss<Inputs extends LossInputs = LossInputs> = Loss<SurvivalLabels, Inputs>;
