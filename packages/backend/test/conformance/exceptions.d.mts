/** Tests of tfjs-core that fail on purpose, by name, and why. */
export const exceptions: { name: string; reason: string }[];
