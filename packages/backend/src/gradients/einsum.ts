import { cast, Einsum, einsum, reshape, sum, type Tensor, tile } from '@tensorflow/tfjs-core';
import { setGradient } from './set-gradient';

/**
 * With y = einsum('a,b->c', A, B), the gradient of A is einsum('c,b->a', dy, B): each subscript of a is in c, in b, or in
 * neither; those it was summed over alone have the same gradient everywhere.
 */
export function registerEinsumGradient(): void {
  setGradient(Einsum, { saveAllInputs: true }, (dy: Tensor, tensors, attrs) => {
    const [given, result] = (attrs['equation'] as string).replace(/\s/g, '').split('->') as [string, string];
    const terms = given.split(',');
    return Object.fromEntries(
      terms.map((term, i) => {
        const other = 1 - i;
        return [i, () => gradient(dy, result, term, tensors[i]!.shape, terms[other] ?? '', tensors[other])];
      }),
    );
  });
}

function gradient(
  dy: Tensor,
  result: string,
  term: string,
  shape: number[],
  otherTerm: string,
  other: Tensor | undefined,
): Tensor {
  const labels = [...term].filter((label) => result.includes(label) || otherTerm.includes(label));
  const shared = other && withoutOwn(other, otherTerm, result + term);
  const [kept, rest] = shared ?? [];
  const part = kept
    ? einsum(`${result},${rest}->${labels.join('')}`, dy, cast(kept, 'float32'))
    : einsum(`${result}->${labels.join('')}`, dy);
  if (labels.length === term.length) return part;
  const sizes = (present: boolean) =>
    [...term].map((label, axis) => (labels.includes(label) === present ? shape[axis]! : 1));
  return tile(reshape(part, sizes(true)), sizes(false));
}

/** The sum over the axes that only this term has, and its other subscripts. */
function withoutOwn(x: Tensor, term: string, elsewhere: string): [Tensor, string] {
  const axes = [...term].flatMap((label, axis) => (elsewhere.includes(label) ? [] : [axis]));
  const rest = [...term].filter((label) => elsewhere.includes(label)).join('');
  return [axes.length > 0 ? sum(x, axes) : x, rest];
}
