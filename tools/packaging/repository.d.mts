/** Where the source lives, and whether somebody has decided on it: until then nothing is published elsewhere than on this machine. */
export const repository: { url: string; decided: boolean };
