/**
 * The squared-exponential length in pixels of the fields that the paper's generator makes for a nominal
 * length.
 *
 * From 50 on it draws a grid of 128 points with an eighth of the length and stretches it to 1024 points.
 * Below 50 it covers the image with patches placed at random: a patch has 50 points and the length min(8,
 * nominal) / 50 of its side, is stretched to s = floor(50 nominal / min(8, nominal)) points and multiplied by
 * exp(-23 r^2), r in units of the side. Overlapping patches are independent, so the covariance is the patch's
 * times the autocorrelation of the envelope, exp(-23 r^2 / 2): again squared-exponential, with 1 / l^2 = (50
 * / min(8, nominal))^2 + 23 for a side of 1, that is s - 1 pixels.
 *
 * The nominal lengths 9.5, 10, 80 and 140 give 7.36, 7.74, 79.9 and 139.9.
 *
 * @see the generator at github.com/golkar/backdrop, GP_create.py.
 */
export function paperLength(nominal: number): number {
  if (nominal >= 50) return (nominal * 1023) / 1024;
  const inPatch = Math.min(8, nominal);
  const points = Math.floor((50 * nominal) / inPatch);
  return (points - 1) / Math.sqrt((50 / inPatch) ** 2 + 23);
}
