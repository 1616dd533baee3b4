/** The bytes of what `toText` of tools/build/wasm-text.mjs wrote. */
export function fromText(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(
    text.match(/[{|}~]?./g)!,
    (code) => code.charCodeAt(code.length - 1) - 40 + (code.length - 1) * 104 * (code.charCodeAt(0) - 122),
  );
}
