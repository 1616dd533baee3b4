/** A periodic grid of one, two or three axes, the last one along its rows. */
export interface Torus {
  /** Numbers of grid points. */
  readonly shape: readonly number[];
  /** Distances between neighbors, in the unit of the correlation length. */
  readonly spacing: readonly number[];
}

/** Layers, rows and columns: what each grid is inside, with 1 for axes that it does not have. */
export type Shape = readonly [depth: number, height: number, width: number];

/** The shape with ones for missing axes. */
export function toShape(shape: readonly number[]): Shape {
  return [shape.at(-3) ?? 1, shape.at(-2) ?? 1, shape.at(-1)!];
}

/** The number of points of a grid. */
export function countPoints(shape: readonly number[]): number {
  return shape.reduce((product, length) => product * length, 1);
}

/** Mode number k of n, with the upper half as negative modes: 0, 1, ..., -n/2, ..., -1. */
export function signedMode(k: number, n: number): number {
  return k < n / 2 ? k : k - n;
}

/** `k` modulo n, in [0, n). */
export function wrap(k: number, n: number): number {
  return ((k % n) + n) % n;
}

/** Where the point at a lag from the first one stands on a torus. */
export function lagIndex([dz, dy, dx]: readonly number[], [depth, height, width]: Shape): number {
  return (wrap(dz!, depth) * height + wrap(dy!, height)) * width + wrap(dx!, width);
}

/** Calls `visit` for one of each two opposite lags up to these limits along the axes. */
export function forEachLag(
  [depth, height, width]: readonly number[],
  visit: (dz: number, dy: number, dx: number) => void,
): void {
  for (let dz = 0; dz <= depth!; dz++) {
    for (let dy = dz === 0 ? 0 : -height!; dy <= height!; dy++) {
      for (let dx = dz === 0 && dy === 0 ? 0 : -width!; dx <= width!; dx++) visit(dz, dy, dx);
    }
  }
}

/** The wave vector of mode i in row-major order, in radians per unit of length. */
export function waveVector(
  i: number,
  [depth, height, width]: Shape,
  steps: Shape,
): [z: number, y: number, x: number] {
  const row = Math.floor(i / width);
  const wave = (k: number, n: number, step: number) => (2 * Math.PI * signedMode(k, n)) / (n * step);
  return [
    wave(Math.floor(row / height), depth, steps[0]),
    wave(row % height, height, steps[1]),
    wave(i % width, width, steps[2]),
  ];
}

/** How many pairs of points of a grid, or a torus, are a lag apart. */
export function countPairs(shape: Shape, lag: readonly number[], periodic = false): number {
  return shape.reduce(
    (product, length, axis) => product * (length - (periodic ? 0 : Math.abs(lag[axis]!))),
    1,
  );
}
