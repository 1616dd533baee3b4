/**
 * Area under the line through (0, 0) and the points (fp, tp), over fp from 0 to `maxFp`, as far as it is above `minTp`.
 */
export function areaUnderCounts(tp: Float64Array, fp: Float64Array, maxFp: number, minTp: number): number {
  let area = 0;
  let x0 = 0;
  let y0 = 0;
  for (let k = 0; k < tp.length && x0 < maxFp; k++) {
    let x1 = fp[k]!;
    let y1 = tp[k]!;
    if (x1 > maxFp) {
      y1 = y0 + ((y1 - y0) * (maxFp - x0)) / (x1 - x0);
      x1 = maxFp;
    }
    if (y1 > minTp) {
      // From where the line rises above minTp.
      const from = y0 >= minTp ? x0 : x0 + ((x1 - x0) * (minTp - y0)) / (y1 - y0);
      area += (x1 - from) * ((Math.max(y0, minTp) + y1) / 2 - minTp);
    }
    x0 = x1;
    y0 = y1;
  }
  return area;
}
