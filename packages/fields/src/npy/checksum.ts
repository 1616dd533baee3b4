/** The cyclic redundancy check of ZIP files. */
export function checksum(bytes: Uint8Array): number {
  const table = Int32Array.from({ length: 256 }, (_, i) => {
    let value = i;
    for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
    return value;
  });
  let state = -1;
  for (let i = 0; i < bytes.length; i++) state = (state >>> 8) ^ table[(state ^ bytes[i]!) & 255]!;
  return ~state >>> 0;
}
