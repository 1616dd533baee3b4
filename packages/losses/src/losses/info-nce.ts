import { fail } from '../core/errors';
import { requireOneOf, requirePositive } from '../core/options';
import { defineRowsLoss, type RowsLoss } from './rows';

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
 *   -mean_i log softmax_j(l_ij) at j = i,  l_ij = sim(x_i, y_j) / temperature,
 *
 * `symmetric` averages this with the same for the transpose. Takes n vectors x and n vectors y. The logits are never
 * stored: they are computed twice, O(n^2 d) time and O(n d) memory.
 *
 * Source: van den Oord, Li and Vinyals, "Representation learning with contrastive predictive coding", arXiv:1807.03748,
 * eq. 4.
 *
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
export function infoNceLoss(options: InfoNceOptions = {}): RowsLoss {
  const name = 'infoNceLoss';
  const { temperature = 0.1, similarity = 'cosine', symmetric = false } = options;
  requirePositive(name, 'temperature', temperature);
  requireOneOf(name, 'similarity', similarity, ['cosine', 'dot']);
  return defineRowsLoss(name, { paired: true }, ({ x, y, n, dimension: d }, gradX, gradY) => {
    const xNorms = similarity === 'cosine' ? norms(name, x, d) : new Float64Array(n).fill(1);
    const yNorms = similarity === 'cosine' ? norms(name, y, d) : new Float64Array(n).fill(1);
    const a = x.map((value, k) => value / xNorms[Math.floor(k / d)]!);
    const b = y.map((value, k) => value / yNorms[Math.floor(k / d)]!);
    const logit = (i: number, j: number) => {
      let sum = 0;
      for (let c = 0; c < d; c++) sum += a[i * d + c]! * b[j * d + c]!;
      return sum / temperature;
    };
    // Streaming log-sum-exp of every row and column: the largest logit so far and the sum relative to it.
    const rows = { top: new Float64Array(n).fill(-Infinity), sum: new Float64Array(n) };
    const columns = { top: new Float64Array(n).fill(-Infinity), sum: new Float64Array(n) };
    const own = new Float64Array(n);
    const add = ({ top, sum }: typeof rows, i: number, value: number) => {
      if (value > top[i]!) {
        sum[i] = sum[i]! * Math.exp(top[i]! - value) + 1;
        top[i] = value;
      } else sum[i]! += Math.exp(value - top[i]!);
    };
    for (let i = 0; i < n; i++) {
      for (let j = 0; j < n; j++) {
        const value = logit(i, j);
        if (i === j) own[i] = value;
        add(rows, i, value);
        if (symmetric) add(columns, j, value);
      }
    }
    const share = (symmetric ? 0.5 : 1) / n;
    let total = 0;
    for (let i = 0; i < n; i++) {
      total += rows.top[i]! - own[i]! + Math.log(rows.sum[i]!);
      if (symmetric) total += columns.top[i]! - own[i]! + Math.log(columns.sum[i]!);
    }
    for (let i = 0; i < n; i++) {
      for (let j = 0; j < n; j++) {
        const value = logit(i, j);
        let slope = Math.exp(value - rows.top[i]!) / rows.sum[i]! - Number(i === j);
        if (symmetric) slope += Math.exp(value - columns.top[j]!) / columns.sum[j]! - Number(i === j);
        slope *= share / temperature;
        for (let c = 0; c < d; c++) {
          gradX[i * d + c]! += slope * b[j * d + c]!;
          gradY[j * d + c]! += slope * a[i * d + c]!;
        }
      }
    }
    if (similarity === 'cosine') {
      throughNormalization(gradX, a, xNorms, d);
      throughNormalization(gradY, b, yNorms, d);
    }
    return total * share;
  });
}

function norms(fn: string, vectors: Float64Array, d: number): Float64Array {
  return Float64Array.from({ length: vectors.length / d }, (_, i) => {
    const norm = vectors.subarray(i * d, (i + 1) * d).reduce((length, v) => Math.hypot(length, v), 0);
    if (norm === 0) fail('OUT_OF_RANGE', fn, `vector ${i} is 0 and has no cosine; use similarity 'dot'`);
    return norm;
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
