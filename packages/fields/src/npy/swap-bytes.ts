/** Reverses the order of bytes within units of 2, 4 or 8 bytes, in place; the bytes begin at a multiple of 8. */
export function swapBytes(bytes: Uint8Array<ArrayBuffer>, unit: number): void {
  const { buffer, byteOffset, length } = bytes;
  if (unit === 2) {
    const words = new Uint16Array(buffer, byteOffset, length / 2);
    for (let i = 0; i < words.length; i++) words[i] = (words[i]! << 8) | (words[i]! >> 8);
  } else if (unit > 2) {
    const words = new Uint32Array(buffer, byteOffset, length / 4);
    for (let i = 0; i < words.length; i++) {
      const word = words[i]!;
      words[i] = (word << 24) | ((word & 0xff00) << 8) | ((word >>> 8) & 0xff00) | (word >>> 24);
    }
    for (let i = 0; unit === 8 && i < words.length; i += 2) {
      const first = words[i]!;
      words[i] = words[i + 1]!;
      words[i + 1] = first;
    }
  }
}
