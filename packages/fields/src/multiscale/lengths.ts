/** A patch of the paper's generator. */
export interface PaperPatch {
  /** Its side in pixels. */
  readonly points: number;
  /** The squared-exponential length of its field in pixels. */
  readonly length: number;
  /** The side of what the envelope leaves of it, from which the number of patches follows. */
  readonly reach: number;
}

/**
 * The patches with which the paper's generator draws fields of a nominal length below 50: 50 points with the length
 * min(8, nominal) / 50 of their side, stretched to s = floor(50 nominal / min(8, nominal)) points; three fifths of
 * the side are taken as covered.
 *
 * @see the generator at github.com/golkar/backdrop, GP_create.py.
 */
export function paperPatch(nominal: number): PaperPatch {
  const inPatch = Math.min(8, nominal);
  const stretch = nominal / inPatch;
  const points = Math.floor(50 * stretch);
  return { points, length: (inPatch / 50) * (points - 1), reach: Math.floor(30 * stretch) };
}

/**
 * The squared-exponential length in pixels of the fields that the paper's generator makes for a nominal
 * length.
 *
 * From 50 on it draws a grid of 128 points with an eighth of the length and stretches it to 1024 points.
 * Below 50 it covers the image with patches placed at random, see {@link paperPatch}, each multiplied by
 * exp(-23 r^2), r in units of the side. Overlapping patches are independent, so the covariance is the patch's
 * times the autocorrelation of the envelope, exp(-23 r^2 / 2): again squared-exponential, with 1 / l^2 = (50
 * / min(8, nominal))^2 + 23 for a side of 1, that is s - 1 pixels.
 *
 * The nominal lengths 9.5, 10, 80 and 140 give 7.36, 7.74, 79.9 and 139.9.
 */
export function paperLength(nominal: number): number {
  if (nominal >= 50) return (nominal * 1023) / 1024;
  const { points } = paperPatch(nominal);
  const inPatch = Math.min(8, nominal);
  return (points - 1) / Math.sqrt((50 / inPatch) ** 2 + 23);
}
