import type { Butterfly } from './butterfly';

/** A transform of four numbers. */
export const radix4: Butterfly = (x) => {
  const [ar, ai, br, bi, cr, ci, dr, di] = [x[0]!, x[1]!, x[2]!, x[3]!, x[4]!, x[5]!, x[6]!, x[7]!];
  const evenR = ar + cr;
  const evenI = ai + ci;
  const halfR = ar - cr;
  const halfI = ai - ci;
  const oddR = br + dr;
  const oddI = bi + di;
  // -i (b - d)
  const turnR = bi - di;
  const turnI = dr - br;
  x[0] = evenR + oddR;
  x[1] = evenI + oddI;
  x[2] = halfR + turnR;
  x[3] = halfI + turnI;
  x[4] = evenR - oddR;
  x[5] = evenI - oddI;
  x[6] = halfR - turnR;
  x[7] = halfI - turnI;
};
