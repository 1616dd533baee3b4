import { util } from '@tensorflow/tfjs-core';
import { defer } from './deferred';
import type { HeapTensor } from './heap-tensor';
import { type Affine, notesOf, pendingOf, type Term } from './pending';
import type { TensorHeap } from './tensor-heap';

/** Coefficients are repeated to rows of at least as many floats. */
const ROW = 64;

/** `count` times the value. Plain arrays: they are short, and JavaScript makes them faster than typed ones. */
export function filled(count: number, value: number): number[] {
  return new Array<number>(count).fill(value);
}

/** The size of a tensor's last axis. */
export function columnsOf({ shape }: Pick<HeapTensor, 'shape'>): number {
  return shape[shape.length - 1] ?? 1;
}

/** The values of one number per channel, or of one number for all, if that is what the tensor is. */
export function channelVector(heap: TensorHeap, tensor: HeapTensor, columns: number): number[] | undefined {
  const size = util.sizeFromShape(tensor.shape);
  if (tensor.dtype !== 'float32' || (size !== 1 && (size !== columns || columnsOf(tensor) !== columns))) {
    return undefined;
  }
  const values = heap.read(heap.address(tensor), size);
  return size === columns ? values : filled(columns, values[0]!);
}

/** What a tensor is if it was deferred as an affine function, channel by channel. */
export function affineOf(tensor: Pick<HeapTensor, 'dataId' | 'shape'>): Affine | undefined {
  const pending = pendingOf(tensor, 'affine');
  // Reshaping shares the data: the last axis may be another one.
  return pending?.constant.length === columnsOf(tensor) ? pending : undefined;
}

/** Any float32 tensor as an affine function: of itself, if it is nothing else. */
export function asAffine(tensor: HeapTensor): Affine {
  const columns = columnsOf(tensor);
  return (
    affineOf(tensor) ?? {
      kind: 'affine',
      terms: [{ tensor, scale: filled(columns, 1), center: filled(columns, 0) }],
      constant: filled(columns, 0),
    }
  );
}

/** factor * a, by channel. */
export function scaled(a: Affine, factor: number[]): Affine {
  return {
    kind: 'affine',
    terms: a.terms.map(({ tensor, scale, center }) => ({
      tensor,
      scale: scale.map((s, i) => s * factor[i]!),
      center,
    })),
    // No constant stays none, also times infinity.
    constant: a.constant.map((c, i) => (c === 0 && a.terms.length > 0 ? 0 : c * factor[i]!)),
  };
}

/** a - shift; of a tensor itself, exactly what float32 subtraction gives. */
export function centered(a: Affine, shift: number[]): Affine {
  const [term, ...others] = a.terms;
  const isPlain =
    others.length === 0 && term?.scale.every((s) => s === 1) && a.constant.every((c) => c === 0);
  if (term && isPlain && term.center.every((c) => c === 0)) {
    return { ...a, terms: [{ ...term, center: shift }] };
  }
  return { ...a, constant: a.constant.map((c, i) => c - shift[i]!) };
}

/** a + b, unless that has more than two terms. */
export function plus(a: Affine, b: Affine): Affine | undefined {
  const terms: Term[] = [...a.terms];
  const constant = a.constant.map((c, i) => c + b.constant[i]!);
  for (const { tensor, scale, center } of b.terms) {
    const at = terms.findIndex((term) => term.tensor.dataId === tensor.dataId);
    if (at < 0) {
      terms.push({ tensor, scale, center });
      continue;
    }
    const same = terms[at]!;
    terms[at] = { ...same, scale: same.scale.map((s, i) => s + scale[i]!) };
    // The sum is centered where the first term is.
    for (let i = 0; i < constant.length; i++) constant[i]! += scale[i]! * (same.center[i]! - center[i]!);
  }
  return terms.length <= 2 ? { kind: 'affine', terms, constant } : undefined;
}

/** A tensor that is computed, in one pass, when something asks for it. */
export function deferAffine(heap: TensorHeap, a: Affine, shape: number[]): HeapTensor {
  const out = heap.output(shape);
  heap.coefficients.reserve(coefficientBytes(a));
  return defer(heap, out, a, () => computeAffine(heap, a, out));
}

/** Computes an affine function, of which `activation` is taken, into `out`; then it may be multiplied. */
export function computeAffine(
  heap: TensorHeap,
  a: Affine,
  out: HeapTensor,
  { activation = 0, factor = 0 } = {},
): void {
  // A term that is a gradient behind a relu is masked on the way: it comes first, where the kernel has a mask.
  let [first, second] = a.terms;
  if (second && !maskOf(first!) && maskOf(second)) [first, second] = [second, first];
  if (second || a.constant.some((c) => c !== 0)) notesOf(out).isDense = true;
  // Addresses first: asking for one may compute a deferred tensor, with coefficients of its own; that of the second may
  // compute the first, too, which then no longer keeps what it was made of.
  const at = { second: second ? heap.address(second.tensor) : 0, output: heap.address(out) };
  const mask = first && maskOf(first);
  const from = {
    first: first ? heap.address(mask ? mask.gradient : first.tensor) : 0,
    activated: mask ? heap.address(mask.activated) : 0,
  };
  const period = periodOf(a.constant.length);
  const coefficients = heap.coefficients.reserve(coefficientBytes(a));
  const vectors = [a.constant, first?.scale, first?.center, second?.scale, second?.center];
  vectors.forEach((vector, i) => {
    if (vector) heap.repeat(coefficients + 4 * period * i, period, vector);
  });
  heap.kernels.call('affine', {
    ...from,
    ...at,
    ...{ period, activation, factor, coefficients },
    count: util.sizeFromShape(out.shape),
  });
}

function maskOf({ tensor }: Term) {
  return pendingOf(tensor, 'reluGradient');
}

/** A multiple of the columns and of 4. */
function periodOf(columns: number): number {
  const row = columns % 4 === 0 ? columns : columns % 2 === 0 ? 2 * columns : 4 * columns;
  return row * Math.ceil(ROW / row);
}

function coefficientBytes(a: Affine): number {
  return 4 * 5 * periodOf(a.constant.length);
}
