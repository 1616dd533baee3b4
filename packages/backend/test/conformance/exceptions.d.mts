import type { Exception } from './judge.mjs';

/** Tests of tfjs-core that fail on purpose, by name, and why. */
export const exceptions: Exception[];

/** How many tests tfjs-core 4.22 has. */
export const testCount: number;
