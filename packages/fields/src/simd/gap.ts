/**
 * Bytes between the planes that a block of columns is transformed in, which keep planes of a power of two from falling on
 * each other in a cache. The kernels in assembly/ import it too.
 */
export const GAP = 1088;
