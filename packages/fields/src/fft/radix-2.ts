import type { Butterfly } from './butterfly';

/** A transform of two numbers. */
export const radix2: Butterfly = (x) => {
  const [ar, ai, br, bi] = [x[0]!, x[1]!, x[2]!, x[3]!];
  x[0] = ar + br;
  x[1] = ai + bi;
  x[2] = ar - br;
  x[3] = ai - bi;
};
