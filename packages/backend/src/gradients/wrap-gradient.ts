import { type GradConfig, type GradFunc, getGradient, registerGradient } from '@tensorflow/tfjs-core';
import { isOurs, origin } from '../tfjs/origin';

/** Replaces the registered gradient of a kernel by a function of it. A second call changes nothing. */
export function wrapGradient(kernelName: string, build: (stock: GradFunc) => GradFunc): void {
  const stock = getGradient(kernelName) as GradConfig | undefined;
  if (!stock || isOurs(stock)) return;
  const config = { ...stock, gradFunc: build(stock.gradFunc), [origin]: true };
  registerGradient(config);
}
