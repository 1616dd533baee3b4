import {
  type GradConfig,
  getGradient,
  type NamedAttrMap,
  registerGradient,
  type Tensor,
} from '@tensorflow/tfjs-core';

/** Marks our entries of tfjs's registry; a registered symbol, so that a second copy of this package sees it too. */
const origin = Symbol.for('@backdropjs/backend');

/** The gradients of a kernel's inputs from that of its one result, by the input's name. */
type Gradient = (dy: Tensor, saved: Tensor[], attrs: NamedAttrMap) => Record<string, () => Tensor>;

/** Registers the gradient of a kernel with one result, in place of tfjs's if it has one. A second call changes nothing. */
export function setGradient(kernelName: string, inputsToSave: string[], gradient: Gradient): void {
  const present = getGradient(kernelName) as GradConfig | undefined;
  if (present && origin in present) return;
  const config = { kernelName, inputsToSave, gradFunc: gradient as GradConfig['gradFunc'], [origin]: true };
  registerGradient(config);
}
