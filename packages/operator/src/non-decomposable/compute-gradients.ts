import {
  add,
  dispose,
  engine,
  keep,
  mul,
  type NamedTensorMap,
  type Scalar,
  sum,
  type Tensor,
  tensor,
  tidy,
  type Variable,
  variableGrads,
  zerosLike,
} from '@tensorflow/tfjs-core';
import { fail } from '../check';
import { type MaskFunction, type MaskOptions, prepareMask } from '../mask';
import type { MaskScale } from '../scale';
import { clearingTape } from '../tape';
import { evaluateLoss, type LossValueAndGrad } from './evaluate-loss';
import { checkOptions, type NonDecomposableOptions } from './options';
import { readSamples } from './samples';
import { checkAlike, scoreAll, scoresOf } from './scores';

/** What `nonDecomposableGradients` returns. */
export interface NonDecomposableGradients {
  /** The loss of all samples. */
  value: number;
  /** All that the loss has returned: of a loss with a multiplier, `gradLambda` too. */
  loss: LossValueAndGrad;
  /** The scores of all samples in row-major order; the caller's. */
  scores: Float32Array<ArrayBuffer>;
  /** Gradients by the name of the variable, as an optimizer's `applyGradients` takes them; the caller's to dispose. */
  grads: NamedTensorMap;
}

/** `nonDecomposableGradients`, under the name of who calls it. */
export async function computeGradients<Labels>(
  caller: string,
  options: NonDecomposableOptions<Labels>,
): Promise<NonDecomposableGradients> {
  checkOptions(caller, options);
  const { forward, loss, inputs, labels, chunkSize = 256, inputShape, signal } = options;
  prepareMask(caller, [1], sampleMaskOptions(options));
  const read = readSamples(caller, { inputs, chunkSize, inputShape, signal });

  const { scores, shape } = await scoreAll(caller, read, forward);
  const evaluated = await evaluateLoss(caller, loss, scores, shape, labels, options);
  const { grad } = evaluated;
  const rowShape = shape.slice(1);
  const { draw } = prepareMask(caller, [shape[0]!], sampleMaskOptions(options, rowLengths(grad, shape)));
  const { values, factor } = draw();
  const indices = Int32Array.from(values.keys()).filter((i) => values[i] !== 0);
  const largest = scores.reduce((a, b) => Math.max(a, Math.abs(b)), 0);
  const { variables = trainable() } = options;

  const sums: NamedTensorMap = {};
  let done = 0;
  let again: Tensor | undefined;
  try {
    for await (const x of read(indices)) {
      const rows = indices.subarray(done, done + x.shape[0]!);
      const { value: product, grads } = clearingTape(() =>
        tidy(() => {
          const dy = rowsOf(grad, rows, rowShape, (row) => values[row]! * factor);
          return variableGrads(() => {
            again = keep(scoresOf(caller, x, forward, true, rowShape));
            return sum(mul(again, dy)) as Scalar;
          }, variables);
        }),
      );
      product.dispose();
      accumulate(sums, grads);
      checkAlike(caller, await again!.data<'float32'>(), scores, rows, 1e-3 * largest);
      again!.dispose();
      done += rows.length;
    }
    if (done !== indices.length) {
      const received = `${done} of ${indices.length} kept samples in the second`;
      fail(caller, 'inputs must be the same in every pass', received, '', Error);
    }
  } catch (error) {
    dispose(sums);
    again?.dispose();
    throw error;
  }
  // A mask without any weight passes nothing on.
  if (done === 0) for (const variable of variables) sums[variable.name] = zerosLike(variable);
  return { value: evaluated.value, loss: evaluated, scores, grads: sums };
}

/** The mask over samples; its function sees the lengths of the samples' gradients. */
function sampleMaskOptions(
  { rate, mask, key, scale }: Pick<NonDecomposableOptions<never>, 'rate' | 'mask' | 'key' | 'scale'>,
  gradient: Float32Array = new Float32Array(1),
): MaskOptions & { scale: MaskScale | undefined } {
  const withGradient =
    typeof mask === 'function'
      ? (((positions, key) => mask({ ...positions, gradient }, key)) as MaskFunction)
      : mask;
  return { rate, mask: withGradient, key, scale, axes: [0] } as MaskOptions & {
    scale: MaskScale | undefined;
  };
}

/** All trainable variables that there are. */
function trainable(): Variable[] {
  return Object.values(engine().registeredVariables).filter((variable) => variable.trainable);
}

/** Length of each sample's gradient. */
function rowLengths(grad: ArrayLike<number>, shape: readonly number[]): Float32Array {
  const size = grad.length / shape[0]!;
  return Float32Array.from({ length: shape[0]! }, (_, row) => {
    let squares = 0;
    for (let i = row * size; i < (row + 1) * size; i++) squares += grad[i]! ** 2;
    return Math.sqrt(squares);
  });
}

/** The rows of a gradient at the given indices, each times its factor. */
function rowsOf(
  grad: ArrayLike<number>,
  rows: Int32Array,
  rowShape: number[],
  factorOf: (row: number) => number,
): Tensor {
  const size = rowShape.reduce((product, length) => product * length, 1);
  const values = new Float32Array(rows.length * size);
  for (let i = 0; i < values.length; i++) {
    const row = rows[Math.floor(i / size)]!;
    values[i] = grad[row * size + (i % size)]! * factorOf(row);
  }
  return tensor(values, [rows.length, ...rowShape]);
}

/** Adds to the sums and disposes of what has been added. */
function accumulate(sums: NamedTensorMap, grads: NamedTensorMap): void {
  for (const [name, grad] of Object.entries(grads)) {
    const before = sums[name];
    if (before) {
      sums[name] = add(before, grad);
      dispose([before, grad]);
    } else {
      sums[name] = grad;
    }
  }
}
