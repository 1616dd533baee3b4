/** What was added up over a class: weights, and two quantities times them. */
export type Sums = [weight: number, first: number, second: number];

/** Adds to a class. */
export function addTo(classes: Sums[], at: number, weight: number, first: number, second: number): void {
  classes[at] ??= [0, 0, 0];
  const sums = classes[at];
  sums[0] += weight;
  sums[1] += weight * first;
  sums[2] += weight * second;
}

/** The weights of the classes that are not empty, and the means of both quantities. */
export function classMeans(
  classes: readonly Sums[],
): [Float64Array<ArrayBuffer>, Float64Array<ArrayBuffer>, Float64Array<ArrayBuffer>] {
  // Classes without anything are holes, which filter leaves out.
  const found = classes.filter(Boolean);
  const mean = (i: 1 | 2) => Float64Array.from(found, (sums) => sums[i] / sums[0]);
  return [Float64Array.from(found, ([weight]) => weight), mean(1), mean(2)];
}
