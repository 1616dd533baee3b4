/** 0, 1, ... */
export function positionsOf({ length }: ArrayLike<unknown>): Uint32Array<ArrayBuffer> {
  return new Uint32Array(length).map((_, i) => i);
}
