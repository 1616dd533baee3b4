/**
 * A transform of 2, 3, 4 or 5 complex numbers in place: the real part of number k stands at 2 k, the imaginary part behind it.
 * Operation by operation what the passes in assembly/ compute, so that both give the same bits.
 */
export type Butterfly = (x: Float64Array) => void;
