import { oneOf, positive, readOptions } from '../check';
import { faster, type VectorSums } from '../core/faster';
import { need } from '../errors';
import { defineRowsLoss, type RowsLoss } from './rows';

/** Options of {@link infoNceLoss}. */
export interface InfoNceOptions {
  /** Divides the similarities, above 0; default 0.1. */
  readonly temperature?: number | undefined;
  /** 'cosine' (default) or 'dot'. */
  readonly similarity?: 'cosine' | 'dot' | undefined;
  /** Whether to average with the loss of the transposed logits; default false. */
  readonly symmetric?: boolean | undefined;
}

/**
 * InfoNCE: each anchor x_i must pick its own partner y_i among all partners,
 *
 * $$
 * \ell = -\frac{1}{n} \sum_i \log \frac{e^{l_{ii}}}{\sum_j e^{l_{ij}}}, \qquad l_{ij} = \frac{\operatorname{sim}(x_i, y_j)}{\text{temperature}},
 * $$
 *
 * `symmetric` averages this with the same for the transpose. Takes n vectors x and n vectors y. One row of
 * logits is held at a time: O(n^2 d) time and O(n d) memory; `useSimd` of `@backdropjs/losses/simd` makes it some fourteen times as fast
 * with more.
 *
 * Source: van den Oord, Li and Vinyals, "Representation learning with contrastive predictive coding", arXiv:1807.03748,
 * eq. 4.
 *
 * @returns a loss: `valueAndGrad(x, y, { dimension })` gives its value, 0 or more, and the gradients by x and y in
 * new arrays.
 * @throws LossInputError `OUT_OF_RANGE` for a bad option or a zero vector with 'cosine', and the codes of invalid input
 *
 * @example
 * ```ts
 * import { infoNceLoss } from '@backdropjs/losses';
 * const loss = infoNceLoss({ temperature: 0.05 });
 * const { value, gradX } = loss.valueAndGrad([1, 0, 0, 1], [1, 0, 0, 1], { dimension: 2 });
 * if (value > 1e-8 || gradX.length !== 4) throw new Error('each anchor is its own partner');
 * ```
 */
export function infoNceLoss(options?: InfoNceOptions): RowsLoss {
  const name = 'infoNceLoss';
  const { temperature, similarity, symmetric } = readOptions(name, options, {
    temperature: [0.1, positive],
    similarity: ['cosine', oneOf('cosine', 'dot')],
    symmetric: [false, oneOf(true, false)],
  });
  return defineRowsLoss(name, true, false, (x, y, gradX, gradY, n, _, d) => {
    /** The vectors divided by their lengths, and these. */
    const normalize = (vectors: Float64Array) => {
      const lengths = new Float64Array(n).map((_, i) => {
        if (similarity === 'dot') return 1;
        const length = vectors.subarray(i * d, (i + 1) * d).reduce((norm, v) => Math.hypot(norm, v), 0);
        need(length, 'OUT_OF_RANGE', name, "vectors other than 0, or similarity 'dot'");
        return length;
      });
      return [vectors.map((value, at) => value / lengths[Math.floor(at / d)]!), lengths] as const;
    };
    const [a, xLengths] = normalize(x);
    const [b, yLengths] = normalize(y);
    const share = (symmetric ? 0.5 : 1) / n;
    /** The loss of each u_i among all v_j, one row of logits at a time. */
    const contrast: VectorSums['infoNceLoss'] = (u, gradU, v, gradV) => {
      const row = new Float64Array(n);
      let total = 0;
      for (let i = 0; i < n; i++) {
        for (let j = 0; j < n; j++) {
          row[j] = 0;
          for (let c = 0; c < d; c++) row[j]! += (u[i * d + c]! * v[j * d + c]!) / temperature;
        }
        const top = row.reduce((most, logit) => Math.max(most, logit));
        const sum = row.reduce((s, logit) => s + Math.exp(logit - top), 0);
        total += top - row[i]! + Math.log(sum);
        for (let j = 0; j < n; j++) {
          const slope = (share / temperature) * (Math.exp(row[j]! - top) / sum - Number(i === j));
          for (let c = 0; c < d; c++) {
            gradU[i * d + c]! += slope * v[j * d + c]!;
            gradV[j * d + c]! += slope * u[i * d + c]!;
          }
        }
      }
      return share * total;
    };
    const sum = faster[name] ?? contrast;
    let value = sum(a, gradX, b, gradY, d, temperature, share);
    if (symmetric) value += sum(b, gradY, a, gradX, d, temperature, share);
    if (similarity === 'cosine') {
      throughNormalization(gradX, a, xLengths, d);
      throughNormalization(gradY, b, yLengths, d);
    }
    return value;
  });
}

/** The gradient with respect to v from that with respect to v / |v|: its part across v, divided by |v|. */
function throughNormalization(
  grad: Float64Array,
  units: Float64Array,
  lengths: Float64Array,
  d: number,
): void {
  for (let i = 0; i < lengths.length; i++) {
    let along = 0;
    for (let c = i * d; c < (i + 1) * d; c++) along += grad[c]! * units[c]!;
    for (let c = i * d; c < (i + 1) * d; c++) grad[c] = (grad[c]! - along * units[c]!) / lengths[i]!;
  }
}
