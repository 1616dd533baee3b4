import {
  BatchMatMul,
  backend_util,
  Einsum,
  type KernelFunc,
  Reshape,
  Sum,
  type TensorInfo,
  Transpose,
  util,
} from '@tensorflow/tfjs-core';
import { borrow } from '../borrowed/borrow';
import { refuse, refuseWhat } from '../check';
import { show } from '../show';
import { kernelFunc } from '../tfjs/kernel-func';
import { compose, type Run } from './compose';

/** A tensor and the subscripts of its axes, as numbers. */
interface Term {
  tensor: TensorInfo;
  labels: number[];
}

const ofIntegers = borrow(Einsum);

/**
 * Einstein summation of one tensor or two, as one matrix product. Of two terms, subscripts are those of batches (in both terms and
 * in the result), of the sum (in both, not in the result), of rows (in the first and the result) or of columns (in the second and
 * the result); what is in one term only is summed beforehand. tfjs's cpu kernel makes the product of all pairs before it sums, and
 * forgets a term that has no subscript of the sum.
 *
 * @throws Error if the equation does not fit the tensors, or repeats a subscript of the result.
 */
export const einsum: KernelFunc = kernelFunc<string, { equation: string }>((call) => {
  const { inputs, attrs, backend } = call;
  const tensors = Object.values(inputs);
  const { equation } = attrs;
  const { allDims, idDims } = backend_util.decodeEinsumEquation(equation, tensors.length);
  backend_util.checkEinsumDimSizes(allDims.length, idDims, tensors as never);
  const output = equation.replace(/\s/g, '').split('->')[1]!;
  if (new Set(output).size < output.length) {
    refuse('Einsum', 'the subscripts of the result must differ', equation, 'take a product with tf.eye');
  }
  const terms = tensors.map((tensor, i): Term => ({ tensor, labels: idDims[i]! }));
  for (const { tensor, labels } of terms) {
    if (tensor.shape.length !== labels.length) {
      refuseWhat(
        'Einsum',
        'each axis must have a subscript',
        `${show(equation)} for a tensor of [${tensor.shape}]`,
      );
    }
  }
  if (tensors.some(({ dtype }) => dtype !== 'float32')) return ofIntegers(call);
  // Subscripts are numbered by the result's first.
  const result = Array.from(output, (_, label) => label);
  return compose(backend, (run) => {
    const [a, b] = terms.map((term, i) =>
      sumAlone(run, term, [...result, ...(terms[1 - i]?.labels ?? [])]),
    ) as [Term, Term?];
    return arrange(run, b ? multiply(run, a, b, result) : a, result);
  });
});

/** Sums over the axes whose subscripts are not among `wanted`. */
function sumAlone(run: Run, { tensor, labels }: Term, wanted: number[]): Term {
  const axis = labels.flatMap((label, position) => (wanted.includes(label) ? [] : [position]));
  if (axis.length === 0) return { tensor, labels };
  return {
    tensor: run(Sum, { x: tensor }, { axis, keepDims: false }),
    labels: labels.filter((label) => wanted.includes(label)),
  };
}

function multiply(run: Run, a: Term, b: Term, result: number[]): Term {
  const shared = a.labels.filter((label) => b.labels.includes(label));
  const batch = shared.filter((label) => result.includes(label));
  const inner = shared.filter((label) => !result.includes(label));
  const rows = a.labels.filter((label) => !shared.includes(label));
  const columns = b.labels.filter((label) => !shared.includes(label));
  const [left, right] = [matrices(run, a, batch, rows, inner), matrices(run, b, batch, inner, columns)];
  const product = run(
    BatchMatMul,
    { a: left.tensor, b: right.tensor },
    { transposeA: left.transposed, transposeB: right.transposed },
  );
  const shape = [...sizes(a, [...batch, ...rows]), ...sizes(b, columns)];
  return { tensor: run(Reshape, { x: product }, { shape }), labels: [...batch, ...rows, ...columns] };
}

/** The term as a batch of matrices; as transposed ones where it lies so in memory. */
function matrices(
  run: Run,
  term: Term,
  batch: number[],
  rows: number[],
  columns: number[],
): { tensor: TensorInfo; transposed: boolean } {
  const transposed =
    term.labels.join() === [...batch, ...columns, ...rows].join() && columns.length > 0 && rows.length > 0;
  const order = transposed ? [batch, columns, rows] : [batch, rows, columns];
  const shape = order.map((labels) => util.sizeFromShape(sizes(term, labels)));
  return { tensor: run(Reshape, { x: arrange(run, term, order.flat()) }, { shape }), transposed };
}

/** The term's tensor with its axes in the order of `labels`. */
function arrange(run: Run, { tensor, labels }: Term, order: number[]): TensorInfo {
  const perm = order.map((label) => labels.indexOf(label));
  return perm.every((from, to) => from === to)
    ? run(Reshape, { x: tensor }, { shape: tensor.shape })
    : run(Transpose, { x: tensor }, { perm });
}

function sizes({ tensor, labels }: Term, wanted: number[]): number[] {
  return wanted.map((label) => tensor.shape[labels.indexOf(label)]!);
}
