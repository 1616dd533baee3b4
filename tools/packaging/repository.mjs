/**
 * Where the source lives: the manifests repeat it, and a check compares. While nobody has decided on an address, nothing is
 * published to any registry but one on this machine.
 */
export const repository = { url: 'https://github.com/backdropjs/backdropjs', decided: false };
