/** 0, 1, ... below `count`, or those of them where the value is `wanted`. */
export function positionsOf(count: number, values?: Float64Array, wanted?: number): Uint32Array<ArrayBuffer> {
  const positions = new Uint32Array(count);
  let found = 0;
  for (let i = 0; i < count; i++) {
    if (wanted === undefined || values![i] === wanted) positions[found++] = i;
  }
  return found < count ? positions.subarray(0, found) : positions;
}
