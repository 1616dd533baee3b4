import { type GradConfig, type GradFunc, getGradient, registerGradient } from '@tensorflow/tfjs-core';
import { isOurs, origin } from '../tfjs/origin';
import { linkOutputs } from './link-outputs';

/** Replaces the registered gradient of a kernel by a function of it. A second call changes nothing. */
export function wrapGradient(kernelName: string, build: (stock: GradFunc) => GradFunc): void {
  const stock = getGradient(kernelName) as GradConfig | undefined;
  if (!stock || isOurs(stock)) return;
  const gradient = build(stock.gradFunc);
  const gradFunc: GradFunc = (dy, saved, attrs) => {
    linkOutputs();
    return gradient(dy, saved, attrs);
  };
  const config = { ...stock, gradFunc, [origin]: true };
  registerGradient(config);
}
