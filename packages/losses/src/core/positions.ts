/** 0, 1, ..., or those of them where the value is `wanted`. */
export function positionsOf(values: ArrayLike<unknown>, wanted?: unknown): Uint32Array<ArrayBuffer> {
  const positions = new Uint32Array(values.length);
  let count = 0;
  for (let i = 0; i < positions.length; i++) {
    if (wanted === undefined || values[i] === wanted) positions[count++] = i;
  }
  return positions.slice(0, count);
}
