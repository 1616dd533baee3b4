/**
 * A WebAssembly binary as ASCII text that compresses with the code around it, better than base64 or hexadecimal digits: for
 * each byte the character of the code byte + 40 modulo 256 or, where that may not stand in a string, the one 104 n codes
 * before it after the escape character of the code 122 + n. (Of all such numbers, these make the kernels smallest.)
 * @param {Uint8Array} bytes
 */
export function toText(bytes) {
  const isPlain = (code) => code >= 35 && code < 123 && !"'\\`".includes(String.fromCharCode(code));
  return Array.from(bytes, (byte) => {
    const at = (count) => (byte + 40 - 104 * count) & 255;
    const escapes = [0, 1, 2, 3, 4].find((count) => isPlain(at(count)));
    return (escapes ? String.fromCharCode(122 + escapes) : '') + String.fromCharCode(at(escapes));
  }).join('');
}
