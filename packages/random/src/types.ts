/**
 * The state of a random stream: four 32-bit words, frozen. A key is a value: the same key gives the same
 * numbers for ever, in every engine, and using it does not change it. It survives JSON and structured
 * cloning.
 */
export type Key = readonly [number, number, number, number];

/** What a key can be made from: a safe integer, a bigint of any size, or any string. */
export type Seed = number | bigint | string;

/** A 128-bit counter: four 32-bit words, each an integer in [0, 2^32), the least significant first. */
export type Counter = ArrayLike<number>;

/** A typed array of floating-point numbers. */
export type FloatArray = Float32Array | Float64Array;

/** A typed array of numbers (not of bigints). */
export type NumberArray =
  | Int8Array
  | Uint8Array
  | Uint8ClampedArray
  | Int16Array
  | Uint16Array
  | Int32Array
  | Uint32Array
  | FloatArray;
