/** A double, to be taken apart and put together. */
export const float = new Float64Array(1);

/** Its two words. */
export const words = new Uint32Array(float.buffer);

/** Which of them holds sign, 11 bits of exponent and the top 20 bits of the fraction on this machine. */
export const HIGH = new Uint8Array(Uint16Array.of(1).buffer)[0]!;
