/** Marks our entries of tfjs's registries; a registered symbol, so that a second copy of this package sees it too. */
export const origin: unique symbol = Symbol.for('@backdropjs/backend') as never;

/** Whether an entry of tfjs's registry of kernels or of gradients is one of ours. */
export function isOurs(config: object): boolean {
  return origin in config;
}
