/** A square of an image `width` pixels wide, brought to mean 0 and deviation 1; a uniform one has no deviation and becomes 0. */
export function cutSquare(
  image: Float32Array,
  width: number,
  { top, left, side }: { top: number; left: number; side: number },
): Float32Array {
  const pixels = Float32Array.from(
    { length: side * side },
    (_, pixel) => image[(top + Math.floor(pixel / side)) * width + left + (pixel % side)]!,
  );
  const mean = pixels.reduce((sum, value) => sum + value, 0) / pixels.length;
  const variance = pixels.reduce((sum, value) => sum + (value - mean) ** 2, 0) / pixels.length;
  return pixels.map((value) => (value - mean) / (Math.sqrt(variance) || 1));
}
