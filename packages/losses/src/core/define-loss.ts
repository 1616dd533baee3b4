import { type Check, type Checked, check, finite, type Known, oneOf, readOptions } from '../check';
import { isUndefined, need } from '../errors';
import { type ItemSpec, type Items, listInputs, mapLists, placeOf } from './lists';
import type { Loss, LossInputs, NumericArray, OnUndefined } from './types';

/**
 * The loss of one list of clean items: returns the value and writes the gradient into `grad`, which holds zeros. Throws a
 * coded error where the loss is undefined.
 */
export type ListLoss = (items: Items, grad: Float64Array) => number;

/** What a loss over lists is made of. */
export interface LossSpec<Options extends object, Name extends keyof Options> extends ItemSpec {
  /** As the caller gave them. */
  readonly options: Options | undefined;
  /** The loss's options besides `onUndefined`, which it has in any case. */
  readonly known: Known<Options, Name>;
  /** The names of the inputs that have a meaning for the loss; default all. */
  readonly inputs?: readonly string[];
  /** The loss of one list for checked options. */
  list(options: Checked<Options, Name>): ListLoss;
}

/** The option `onUndefined` and its default. */
export const onUndefinedOption = (fallback: OnUndefined = 'throw'): readonly [OnUndefined, Check] => [
  fallback,
  oneOf('throw', 'skip', 'zero', 'nan'),
];

/**
 * Makes a loss over lists out of the loss of one list: checks of options and inputs, dropping, grouping, averaging,
 * scattering.
 */
export function defineLoss<Options extends object, Name extends keyof Options, Labels = NumericArray>(
  spec: LossSpec<Options, Name>,
): Loss<Labels> {
  const { name, width = 1, inputs: takes = listInputs } = spec;
  const options = readOptions<Options, Name>(name, spec.options, {
    onUndefined: onUndefinedOption(),
    ...spec.known,
  });
  const { onUndefined } = options as { onUndefined?: OnUndefined };
  const list = spec.list(options);
  return {
    name,
    width,
    targets: spec.labels.map(([target]) => target),
    inputs: takes,
    valueAndGrad(scores: NumericArray, labels: Labels, given?: LossInputs) {
      const inputs = readOptions(name, given, {}, takes);
      let grad: Float64Array<ArrayBuffer> | undefined;
      let value = 0;
      let counted = 0;
      let skipped: unknown;
      mapLists(spec, scores, labels, inputs, (items, positions) => {
        const { length } = items.scores;
        grad ??= new Float64Array(scores.length);
        // As the items themselves used again by the next list of that length.
        items.grad ??= length < grad.length ? new Float64Array(length) : grad;
        const part = items.grad.fill(0);
        try {
          need(length, 'EMPTY', name, 'an item');
          const partValue = list(items, part);
          // NaN unless every slope is finite.
          let sum = partValue;
          for (let k = 0; k < part.length; k++) sum += 0 * part[k]!;
          // The sum over lists too, which is NaN only where that was asked for.
          check(name, 'the value and gradient', sum + (value || 0), finite, 'NON_FINITE');
          value += partValue;
        } catch (error) {
          if (onUndefined === 'throw' || !isUndefined(error)) throw error;
          skipped = error;
          if (onUndefined === 'skip') return;
          if (onUndefined === 'nan') {
            value = NaN;
            part.fill(NaN);
          }
        }
        counted++;
        if (part !== grad)
          part.forEach((slope, k) => {
            grad![placeOf(k, positions, width)] = slope;
          });
      });
      if (counted === 0) throw skipped;
      return { value: value / counted, grad: counted > 1 ? grad!.map((slope) => slope / counted) : grad! };
    },
  };
}
