import {
  type GradConfig,
  getGradient,
  type NamedAttrMap,
  registerGradient,
  type Tensor,
} from '@tensorflow/tfjs-core';
import { isOurs, origin } from '../tfjs/origin';
import { linkOutputs } from './link-outputs';

/** The gradients of a kernel's inputs from those of its results (one, or a list), by the input's name. */
// biome-ignore lint/suspicious/noExplicitAny: whether it is one result or a list is a matter of the kernel.
type Gradient = (dy: any, saved: Tensor[], attrs: NamedAttrMap) => Record<string, () => Tensor>;

/** What a gradient gets as `saved`: inputs by name or all of them, then outputs. */
type Saved = string[] | Pick<GradConfig, 'inputsToSave' | 'saveAllInputs' | 'outputsToSave'>;

/** Registers the gradient of a kernel in place of tfjs's, if it has one. A second call changes nothing. */
export function setGradient(kernelName: string, saved: Saved, gradient: Gradient): void {
  const present = getGradient(kernelName) as GradConfig | undefined;
  if (present && isOurs(present)) return;
  const save = Array.isArray(saved) ? { inputsToSave: saved } : saved;
  const gradFunc: GradConfig['gradFunc'] = (dy, saved, attrs) => {
    linkOutputs();
    return gradient(dy, saved, attrs);
  };
  const config = { kernelName, ...save, gradFunc, [origin]: true };
  registerGradient(config);
}
