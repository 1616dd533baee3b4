import {
  addN,
  dispose,
  mul,
  type NamedTensorMap,
  type Scalar,
  sum,
  tidy,
  type Variable,
  variableGrads,
} from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { clearingTape } from '../../tape';

/** Adds the gradients of the model's regularizers and returns their value. */
export async function addPenalties(
  model: LayersModel,
  grads: NamedTensorMap,
  variables: Variable[],
): Promise<number> {
  const probe = model.calculateLosses();
  dispose(probe);
  if (probe.length === 0) return 0;
  const { value, grads: penalties } = clearingTape(() =>
    tidy(() =>
      variableGrads(
        // The last term is for regularizers of frozen weights only, of which tfjs would say that nothing depends on a variable.
        () => addN([...model.calculateLosses(), mul(sum(variables[0]!), 0)]) as Scalar,
        variables,
      ),
    ),
  );
  for (const [name, penalty] of Object.entries(penalties)) {
    const before = grads[name];
    grads[name] = before ? addN([before, penalty]) : penalty;
    if (before) dispose([before, penalty]);
  }
  const [number] = await value.data();
  value.dispose();
  return number!;
}
