import type { Butterfly } from './butterfly';

/** Cosines of 2 pi / 5 and 4 pi / 5, and their sines. */
export const ROOTS_5 = [
  0.30901699437494745, -0.8090169943749475, 0.9510565162951535, 0.5877852522924731,
] as const;

const [C1, C2, S1, S2] = ROOTS_5;

/** A transform of five numbers. */
export const radix5: Butterfly = (x) => {
  const [ar, ai, br, bi, cr, ci] = [x[0]!, x[1]!, x[2]!, x[3]!, x[4]!, x[5]!];
  const [dr, di, er, ei] = [x[6]!, x[7]!, x[8]!, x[9]!];
  const outerR = br + er;
  const outerI = bi + ei;
  const innerR = cr + dr;
  const innerI = ci + di;
  const outerDifferenceR = br - er;
  const outerDifferenceI = bi - ei;
  const innerDifferenceR = cr - dr;
  const innerDifferenceI = ci - di;
  const mid1R = ar + C1 * outerR + C2 * innerR;
  const mid1I = ai + C1 * outerI + C2 * innerI;
  const mid2R = ar + C2 * outerR + C1 * innerR;
  const mid2I = ai + C2 * outerI + C1 * innerI;
  const turn1R = S1 * outerDifferenceI + S2 * innerDifferenceI;
  const turn1I = -(S1 * outerDifferenceR + S2 * innerDifferenceR);
  const turn2R = S2 * outerDifferenceI - S1 * innerDifferenceI;
  const turn2I = S1 * innerDifferenceR - S2 * outerDifferenceR;
  x[0] = ar + outerR + innerR;
  x[1] = ai + outerI + innerI;
  x[2] = mid1R + turn1R;
  x[3] = mid1I + turn1I;
  x[4] = mid2R + turn2R;
  x[5] = mid2I + turn2I;
  x[6] = mid2R - turn2R;
  x[7] = mid2I - turn2I;
  x[8] = mid1R - turn1R;
  x[9] = mid1I - turn1I;
};
