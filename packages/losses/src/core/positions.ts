/** 0, 1, ... */
export function positionsOf({ length }: ArrayLike<unknown>): Uint32Array<ArrayBuffer> {
  const positions = new Uint32Array(length);
  for (let i = 0; i < length; i++) positions[i] = i;
  return positions;
}
