import { type GradConfig, type GradFunc, getGradient, registerGradient } from '@tensorflow/tfjs-core';

/** Marks our entries of tfjs's registry; a registered symbol, so that a second copy of this package sees it too. */
const origin = Symbol.for('@backdropjs/backend');

/** Replaces the registered gradient of a kernel by a function of it. A second call changes nothing. */
export function wrapGradient(kernelName: string, build: (stock: GradFunc) => GradFunc): void {
  const stock = getGradient(kernelName) as GradConfig | undefined;
  if (!stock || origin in stock) return;
  const config = { ...stock, gradFunc: build(stock.gradFunc), [origin]: true };
  registerGradient(config);
}
