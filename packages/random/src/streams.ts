/**
 * Last counter word of every use of a key, so that no two functions ever encrypt the same counter: `uniform` and
 * `normal` of one key are independent. Never renumber: outputs are frozen.
 */
export const STREAM_INTEGER = 1;
export const STREAM_STRING = 2;
export const STREAM_SPLIT = 3;
export const STREAM_UNIFORM = 4;
export const STREAM_NORMAL = 5;
export const STREAM_BERNOULLI = 6;
export const STREAM_INTEGERS = 7;
export const STREAM_PERMUTATION = 8;
