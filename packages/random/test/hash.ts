/** FNV-1a of the bytes of a typed array, as eight hexadecimal digits. */
export function hash(array: ArrayBufferView): string {
  let state = 0x811c9dc5;
  for (const byte of new Uint8Array(array.buffer, array.byteOffset, array.byteLength)) {
    state = Math.imul(state ^ byte, 0x01000193);
  }
  return (state >>> 0).toString(16).padStart(8, '0');
}
