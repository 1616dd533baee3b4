const float = new Float64Array(1);
const words = new Uint32Array(float.buffer);

/** Which of the two words of a double holds sign, exponent and the top of the fraction on this machine. */
const HIGH = new Uint8Array(Uint16Array.of(1).buffer)[0]!;

/** The high word of a double: sign, 11 bits of exponent, top 20 bits of the fraction. */
export function highWord(x: number): number {
  float[0] = x;
  return words[HIGH]!;
}

/** `x` with another high word. */
export function withHighWord(x: number, high: number): number {
  float[0] = x;
  words[HIGH] = high;
  return float[0]!;
}
