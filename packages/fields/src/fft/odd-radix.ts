import type { Butterfly } from './butterfly';

/**
 * For the radices 3 and 5 the cosines of 2 pi j / radix and then the sines, j = 1, ..., (radix - 1) / 2: what the passes in
 * assembly/ are given, too.
 */
export const ROOTS: Readonly<Record<number, readonly number[]>> = {
  3: [-0.5, 0.8660254037844386],
  5: [0.30901699437494745, -0.8090169943749475, 0.9510565162951535, 0.5877852522924731],
};

/**
 * A transform of an odd number of numbers. Numbers j and radix - j go together: result k is the first number plus cos(2 pi j k
 * / radix) times their sums, plus -i sin(2 pi j k / radix) times their differences, and result radix - k the same with a minus.
 */
export function oddRadix(radix: number): Butterfly {
  const roots = ROOTS[radix]!;
  const half = roots.length / 2;
  const cosines = roots.slice(0, half);
  const sines = roots.slice(half);
  const turnCosines = [1, ...cosines, ...cosines.reverse()];
  const turnSines = [0, ...sines, ...sines.map((sine) => -sine).reverse()];
  return (x) => {
    const y = x.slice();
    for (let k = 0; k <= half; k++) {
      let [midR, midI, turnR, turnI] = [y[0]!, y[1]!, 0, 0];
      for (let j = 1; j <= half; j++) {
        const [p, q] = [2 * j, 2 * (radix - j)];
        const cosine = turnCosines[(j * k) % radix]!;
        const sine = turnSines[(j * k) % radix]!;
        midR += cosine * (y[p]! + y[q]!);
        midI += cosine * (y[p + 1]! + y[q + 1]!);
        turnR += sine * (y[p + 1]! - y[q + 1]!);
        turnI += sine * (y[q]! - y[p]!);
      }
      const at = 2 * ((radix - k) % radix);
      x[at] = midR - turnR;
      x[at + 1] = midI - turnI;
      x[2 * k] = midR + turnR;
      x[2 * k + 1] = midI + turnI;
    }
  };
}
