import {
  type Check,
  type Checked,
  check,
  checkFinite,
  finite,
  type Known,
  oneOf,
  readOptions,
} from '../check';
import { LossInputError } from '../errors';
import { binaryLabels, type Column, listInputs, mapLists, needItems } from './lists';
import type { Loss, LossInputs, NumericArray, OnUndefined } from './types';

/**
 * The loss of one list of clean items: returns the value and writes the gradient into `grad`, which holds zeros. Throws a
 * coded error where the loss is undefined. `events` are the second label column, if there is one.
 */
export type ListLoss = (
  scores: Float64Array,
  labels: Float64Array,
  weights: Float64Array,
  grad: Float64Array,
  events: Float64Array,
) => number;

/** The option `onUndefined` and its default. */
export const onUndefinedOption = (fallback: OnUndefined = 'throw'): readonly [OnUndefined, Check] => [
  fallback,
  oneOf('throw', 'skip', 'zero', 'nan'),
];

/**
 * Makes a loss over lists out of the loss of one list: checks of options and inputs, dropping, grouping, averaging,
 * scattering.
 *
 * @param known - the loss's options besides `onUndefined`, which it has in any case
 * @param makeList - the loss of one list for checked options
 * @param takes - the names of the inputs that have a meaning for the loss
 * @param width - scores an item
 */
export function defineLoss<Options extends object, Name extends keyof Options, Labels = NumericArray>(
  name: string,
  options: Options | undefined,
  known: Known<Options, Name>,
  makeList: (options: Checked<Options, Name>) => ListLoss,
  columns = binaryLabels as (labels: Labels) => Column[],
  takes: readonly string[] = listInputs,
  width = 1,
): Loss<Labels> {
  const checked = readOptions<Options, Name>(name, options, { onUndefined: onUndefinedOption(), ...known });
  const { onUndefined } = checked as { onUndefined?: OnUndefined };
  const list = makeList(checked);
  return {
    name,
    width,
    targets: columns({} as Labels).map(([target]) => target),
    inputs: takes,
    valueAndGrad(scores: NumericArray, labels: Labels, given?: LossInputs) {
      const inputs = readOptions(name, given, {}, takes);
      const grad = new Float64Array(scores?.length);
      let value = 0;
      let counted = 0;
      let skipped: unknown;
      mapLists(
        name,
        scores,
        columns(labels),
        inputs,
        (own, weights, [first, events], positions) => {
          const part = own.length < grad.length ? new Float64Array(own.length) : grad;
          try {
            needItems(name, own);
            const partValue = list(own, first!, weights, part, events!);
            check(name, 'the value', partValue, finite, 'NON_FINITE');
            checkFinite(name, 'the gradient', part);
            value += partValue;
          } catch (error) {
            if (onUndefined === 'throw' || !isUndefinedLoss(error)) throw error;
            skipped = error;
            if (onUndefined === 'skip') return;
            if (onUndefined === 'nan') {
              value = NaN;
              part.fill(NaN);
            }
          }
          counted++;
          if (part === grad) return;
          for (let k = 0; k < part.length; k++) {
            grad[positions![Math.floor(k / width)]! * width + (k % width)] = part[k]!;
          }
        },
        width,
      );
      if (counted === 0) throw skipped;
      if (counted > 1) for (let i = 0; i < grad.length; i++) grad[i]! /= counted;
      return { value: value / counted, grad };
    },
  };
}

/** Whether the error says that the loss is undefined for its (valid) input. */
function isUndefinedLoss(error: unknown): boolean {
  return error instanceof LossInputError && /^(EMPTY|NO_)/.test(error.code);
}
