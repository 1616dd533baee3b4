import { foldIn, type Key, permutation } from '@backdropjs/random';
import { fail, refuse, refuseKind } from '../../check';
import { type LossInputs, type LossLabels, numbersOf } from '../../non-decomposable/evaluate-loss';
import {
  flattened,
  isNested,
  isTensor,
  isTypedArray,
  type SampleInputs,
} from '../../non-decomposable/sample-array';

/** Samples, their labels and what accompanies these. */
export interface SampleSet<Labels> extends LossInputs {
  /** The samples, as `fitNonDecomposable` takes them. */
  inputs: SampleInputs;
  /** Their labels, as the loss takes them. */
  labels: LossLabels<Labels>;
}

/** The samples of training and of validation, and the shape of one of them. */
interface Split<Labels> {
  train: SampleSet<Labels>;
  validation: SampleSet<Labels>;
  inputShape: readonly number[];
}

/**
 * Divides samples by a permutation of the key: a share of the samples, or of the groups where there are groups, is for
 * validation.
 */
export async function splitSamples<Labels>(
  caller: string,
  { inputs, labels, weights, groups }: SampleSet<Labels>,
  share: number,
  key: Key,
  declared: readonly number[] | undefined,
): Promise<Split<Labels>> {
  const { values, inputShape } = await numbersAndShape(caller, inputs, declared);
  const count = values.length / inputShape.reduce((product, size) => product * size, 1);
  const isValidation = drawValidation(caller, count, groups, share, key);
  const numbers = await numbersOf(caller, labels);
  const side = (validation: boolean): SampleSet<Labels> => {
    const rows = Array.from({ length: count }, (_, row) => row).filter(
      (row) => isValidation(row) === validation,
    );
    const take = <A extends ArrayLike<number>>(all: A) => takeRows(caller, all, rows, count);
    return {
      inputs: take(values) as Float32Array,
      // Labels of several parts, such as times and events.
      labels: (isArrayLike(numbers)
        ? take(numbers)
        : Object.fromEntries(
            Object.entries(numbers as object).map(([name, part]) => [name, take(part)]),
          )) as Labels,
      ...(weights && { weights: take(weights) }),
      ...(groups && { groups: take(groups) }),
    };
  };
  return { train: side(false), validation: side(true), inputShape };
}

async function numbersAndShape(
  caller: string,
  inputs: SampleInputs,
  inputShape: readonly number[] | undefined,
): Promise<{ values: ArrayLike<number>; inputShape: readonly number[] }> {
  if (isTensor(inputs)) return { values: await inputs.data(), inputShape: inputs.shape.slice(1) };
  if (isNested(inputs)) {
    const { values, shape } = flattened(caller, 'inputs', inputs);
    return { values, inputShape: shape };
  }
  if (!(isTypedArray(inputs) && inputShape)) {
    const remedy = 'pass validationData';
    return refuseKind(caller, 'inputs must be an array of a known shape for validationSplit', inputs, remedy);
  }
  return { values: inputs, inputShape };
}

function isArrayLike(x: unknown): x is ArrayLike<number> {
  return Number.isSafeInteger((x as ArrayLike<number> | undefined)?.length);
}

/** The entries of some samples, as numbers of the same kind. */
function takeRows(
  caller: string,
  all: ArrayLike<number>,
  rows: readonly number[],
  count: number,
): ArrayLike<number> {
  const size = all.length / count;
  if (!Number.isSafeInteger(size)) {
    refuse(
      caller,
      `inputs, labels, weights and groups must have an entry for each of ${count} samples`,
      all.length,
    );
  }
  const kinds = [Int32Array, Float32Array].find((Kind) => all instanceof Kind) ?? Float64Array;
  const taken = new kinds(rows.length * size);
  for (const [i, row] of rows.entries()) {
    for (let j = 0; j < size; j++) taken[i * size + j] = all[row * size + j]!;
  }
  return taken;
}

/** Which samples are for validation. */
function drawValidation(
  caller: string,
  count: number,
  groups: ArrayLike<number> | undefined,
  share: number,
  key: Key,
): (row: number) => boolean {
  const ids = groups ? [...new Set(Array.from(groups))] : Array.from({ length: count }, (_, row) => row);
  const size = Math.round(ids.length * share);
  if (!(size > 0 && size < ids.length)) {
    const what = groups ? 'groups' : 'samples';
    fail(caller, `validationSplit must leave ${what} on both sides`, `${share} of ${ids.length} ${what}`);
  }
  const order = permutation(foldIn(key, 'validation'), ids.length);
  const chosen = new Set(Array.from(order.subarray(0, size), (i) => ids[i]!));
  return (row) => chosen.has(groups ? groups[row]! : row);
}
