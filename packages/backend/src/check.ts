// Argument checks of the public functions. `caller` is the public name that opens each message, whose form is
// `caller: constraint, got value; remedy`: a RangeError for a value outside of its set, a TypeError for the wrong kind of thing, an Error for a state.
import { Tensor } from '@tensorflow/tfjs-core';
import { show } from './show';

/** Refuses a value outside of its set. */
export function refuse(caller: string, constraint: string, value: unknown, remedy = ''): never {
  refuseWhat(caller, constraint, show(value), remedy);
}

/** The same, of several values that belong together, told in words. */
export function refuseWhat(caller: string, constraint: string, got: string, remedy = ''): never {
  throw new RangeError(message(caller, constraint, got, remedy));
}

/** Refuses the wrong kind of thing. */
export function refuseKind(caller: string, constraint: string, value: unknown, remedy = ''): never {
  throw new TypeError(message(caller, constraint, show(value), remedy));
}

/** Refuses a state of things, told in words. */
export function refuseState(caller: string, constraint: string, got: string, remedy = ''): never {
  throw new Error(message(caller, constraint, got, remedy));
}

function message(caller: string, constraint: string, got: string, remedy: string): string {
  return `${caller}: ${constraint}, got ${got}${remedy && `; ${remedy}`}`;
}

/** Throws unless `value` is one of `choices`. */
export function checkChoice(
  caller: string,
  name: string,
  value: unknown,
  choices: readonly unknown[],
  remedy = '',
): void {
  if (choices.includes(value)) return;
  const constraint = `${name} must be ${choices.join(' or ')}`;
  if (choices.some((choice) => typeof choice === typeof value)) refuse(caller, constraint, value, remedy);
  refuseKind(caller, constraint, value, remedy);
}

/** Throws unless `value` is a positive integer. */
export function checkSize(caller: string, name: string, value: unknown): void {
  if (isSize(value)) return;
  const constraint = `${name} must be a positive integer`;
  if (typeof value === 'number') refuse(caller, constraint, value);
  refuseKind(caller, constraint, value);
}

/** Throws unless `value` is a positive integer or a pair of them. */
export function checkSizes(caller: string, name: string, value: unknown): void {
  const isPair = Array.isArray(value) && value.length === 2;
  if (isSize(value) || (isPair && isSize(value[0]) && isSize(value[1]))) return;
  const constraint = `${name} must be a positive integer or a pair of them`;
  const isNumber = (size: unknown) => typeof size === 'number';
  // Of a long list no more than that it is no pair.
  const fits = Array.isArray(value)
    ? value.length < 10 && Array.from<unknown>(value).every(isNumber)
    : isNumber(value);
  if (fits) refuse(caller, constraint, value);
  refuseKind(caller, constraint, value);
}

/** A positive integer. */
export function isSize(value: unknown): boolean {
  return Number.isSafeInteger(value) && (value as number) > 0;
}

/** Whether it holds; of something that throws when it is looked at, it does not. */
export function holds(condition: () => boolean): boolean {
  try {
    return condition();
  } catch {
    return false;
  }
}

/** Throws unless `value` is a tensor of floats that is still there. */
export function checkTensor(caller: string, name: string, value: unknown): asserts value is Tensor {
  if (!holds(() => value instanceof Tensor)) refuseKind(caller, `${name} must be a tensor`, value);
  const { isDisposed, dtype } = value as Tensor;
  if (isDisposed)
    refuseState(caller, `${name} must not be disposed of`, 'one that is', 'keep it with tf.keep');
  if (dtype !== 'float32') refuseKind(caller, `${name} must be float32`, dtype, 'cast it');
}

/**
 * The options as they are now, each read once. Throws unless `options` is an object that can be read and has no other names
 * than these (if they are given), which would be misspelled ones.
 */
export function readOptions<Options extends object>(
  caller: string,
  options: Options,
  names?: readonly string[],
): Options {
  const some = names ? ` with some of ${names.join(', ')}` : '';
  const read = copy(options);
  if (!read) refuseKind(caller, `options must be an object${some}`, options);
  const unknown = Object.keys(read).find((name) => names && !names.includes(name));
  if (unknown !== undefined) refuse(caller, `options must be among ${names?.join(', ')}`, unknown);
  return read;
}

/** The object's own properties; nothing if it is none, or cannot be read. */
function copy<T extends object>(object: T): T | undefined {
  if (typeof object !== 'object' || object === null || ArrayBuffer.isView(object)) return undefined;
  try {
    return Array.isArray(object) ? undefined : { ...object };
  } catch {
    return undefined;
  }
}
