import type { Butterfly } from './butterfly';

/** Cosine and sine of 2 pi / 3. */
export const ROOT_3 = [-0.5, 0.8660254037844386] as const;

const [C, S] = ROOT_3;

/** A transform of three numbers. */
export const radix3: Butterfly = (x) => {
  const [ar, ai, br, bi, cr, ci] = [x[0]!, x[1]!, x[2]!, x[3]!, x[4]!, x[5]!];
  const sumR = br + cr;
  const sumI = bi + ci;
  const midR = ar + C * sumR;
  const midI = ai + C * sumI;
  const turnR = S * (bi - ci);
  const turnI = S * (cr - br);
  x[0] = ar + sumR;
  x[1] = ai + sumI;
  x[2] = midR + turnR;
  x[3] = midI + turnI;
  x[4] = midR - turnR;
  x[5] = midI - turnI;
};
