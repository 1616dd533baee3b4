import { isUndefined, LossInputError } from '../errors';

/** One call of a loss in training: how many rows the batch had, and its value, undefined where it has none. */
export interface BatchCall {
  readonly rows: number;
  readonly value: number | undefined;
}

/** What `skipUndefinedBatches` asks of a loss and is told by it. */
export interface BatchWatch {
  /** Called with every batch; while it is there, an undefined batch has value and gradient 0 instead of an error. */
  onCall?: ((call: BatchCall) => void) | undefined;
}

/** State of training that a function of two tensors has no argument for; dies with the function. */
const watches = new WeakMap<object, BatchWatch>();

export function watchOf(loss: object): BatchWatch | undefined {
  return watches.get(loss);
}

export function setWatch(loss: object, watch: BatchWatch): void {
  watches.set(loss, watch);
}

/** The error of an undefined batch with what can be done about it; any other error as it is. */
export function withRemedy(error: unknown): unknown {
  if (!isUndefined(error)) return error;
  const remedy =
    'of batches of a few items some have none: draw them with stratifiedDataset, or leave such out with ' +
    'skipUndefinedBatches, both in @backdropjs/losses/layers';
  return new LossInputError(error.code, `${error.message}; ${remedy}`);
}
