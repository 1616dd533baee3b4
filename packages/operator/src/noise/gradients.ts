import { type NamedTensorMap, Tensor, tidy } from '@tensorflow/tfjs-core';
import { isListOf, refuse, refuseKind } from '../check';

/** Gradients by the name of the variable, as `tf.variableGrads` and `nonDecomposableGradients` give them. */
export type Gradients = Readonly<NamedTensorMap>;

/** Throws unless these are gradients: of the same variables as others, if others are given. */
export function checkGradients(caller: string, name: string, gradients: Gradients, like?: Gradients): void {
  const names = Object(gradients) === gradients ? Object.keys(gradients) : [];
  const isLive = (x: unknown) => x instanceof Tensor && x.dtype === 'float32' && !x.isDisposed;
  if (!(names.length && names.every((variable) => isLive(gradients[variable])))) {
    refuseKind(caller, `${name} must be live float32 tensors by the names of variables`, gradients);
  }
  if (!like) return;
  const variables = Object.keys(like);
  if (!(names.length === variables.length && variables.every((variable) => names.includes(variable)))) {
    refuse(
      caller,
      `${name} must have gradients of the variables of full, [${variables}]`,
      names,
      Array.isArray,
    );
  }
  for (const variable of variables) {
    const { shape } = like[variable]!;
    const got = gradients[variable]!.shape;
    if (got.join() !== shape.join()) {
      refuse(caller, `${name} must have for ${variable} the shape [${shape}]`, got, Array.isArray);
    }
  }
}

/** Throws unless it is a non-empty list of gradients of the same variables. */
export function checkMasked(caller: string, masked: readonly Gradients[], full: Gradients): void {
  if (!(isListOf(masked, (gradients) => Object(gradients) === gradients) && masked.length)) {
    refuseKind(caller, 'masked must be a non-empty array of gradients', masked);
  }
  for (const gradients of masked) checkGradients(caller, 'masked', gradients, full);
}

/** New gradients, variable by variable, which are the caller's. */
export function mapGradients(
  full: Gradients,
  change: (gradient: Tensor, variable: string, index: number) => Tensor,
): NamedTensorMap {
  return tidy(() =>
    Object.fromEntries(
      Object.entries(full).map(([variable, gradient], index) => [
        variable,
        change(gradient, variable, index),
      ]),
    ),
  );
}
