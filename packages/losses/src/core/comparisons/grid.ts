/** For each number of Chebyshev nodes, once asked for, the shares of their values in the coefficients. */
const tables: Float64Array[] = [];

/**
 * Few points that stand for many scores in sums of a smooth function of beta times their differences: the nodes of a cell
 * that holds many, each score itself where few are near. A point is at anchor + offset. Where scores are sorted, a cell has the
 * width 1 / beta and the anchor is its lowest score: differences of anchors are exact. Cells side by side have a 32nd of that width
 * and start at edges, rounded as numbers of the scores' size are.
 *
 * Numbers at the points of a cell stand for a polynomial across it, by its values or by its Chebyshev coefficients.
 */
export interface Grid {
  readonly anchors: readonly number[];
  readonly offsets: readonly number[];
  /** The point that stands for each score, or the first of the cell that does. */
  readonly first: Uint32Array;
  /** One over the width of a cell, and how many points it has. */
  readonly scale: number;
  readonly degree: number;
  /** The weights at the points that have these moments. */
  toWeights(moments: Float64Array): Float64Array;
  /** The coefficients of the polynomials with these values at the points. */
  toCoefficients(values: Float64Array): Float64Array;
}

/** Scores and the point of a grid that stands for each, or the first of the cell that does. */
export interface Places {
  readonly keys: Float64Array;
  readonly first: Uint32Array;
}

/**
 * A grid for scores in rising order; with an infinite beta each score is a point. Or, for many close scores in any order, none below
 * `low`: from there on cells side by side of a 32nd of the width, in which six nodes represent a smooth kernel to rounding.
 */
export function makeGrid(keys: Float64Array, beta: number, low?: number): Grid {
  const [scale, degree] = low === undefined ? [beta, 14] : [32 * beta, 6];
  // At `a * degree + q` the share of the value at node q in Chebyshev coefficient a. The nodes rise with q.
  tables[degree] ??= Float64Array.from({ length: degree * degree }, (_, at) => {
    const a = Math.floor(at / degree);
    const angle = (a * Math.PI * (degree - 0.5 - (at % degree))) / degree;
    return ((a ? 2 : 1) / degree) * Math.cos(angle);
  });
  const share = tables[degree];
  const anchors: number[] = [];
  const offsets: number[] = [];
  const first = new Uint32Array(keys.length);
  const add = (anchor: number, isCell: boolean) => {
    for (let q = 0; q < (isCell ? degree : 1); q++) {
      anchors.push(anchor);
      // Coefficient 1 of node q is 2 u_q / degree, u_q its place in [-1, 1].
      offsets.push(isCell ? (1 + (share[degree + q]! * degree) / 2) / 2 / scale : 0);
    }
  };
  let from = 0;
  if (low !== undefined) {
    let cells = 0;
    for (; from < keys.length; from++) {
      const cell = Math.floor(scale * (keys[from]! - low));
      first[from] = degree * cell;
      while (cells <= cell) add(low + cells++ / scale, true);
    }
  }
  for (let to = from; from < keys.length; from = to) {
    while (to < keys.length && (to === from || beta * (keys[to]! - keys[from]!) <= 1)) to++;
    // A cell pays off when it holds clearly more scores than nodes.
    const isDense = to - from > 2 * degree;
    if (!isDense) to = Math.min(to, from + 1);
    first.fill(anchors.length, from, to);
    add(keys[from]!, isDense);
  }
  // The table, or its transpose, times the values of each cell.
  const transform = (row: number, column: number) => (values: Float64Array) => {
    const out = values.slice();
    for (let p = 0; p < out.length; p++) {
      if (!offsets[p]) continue;
      for (let i = 0; i < degree; i++) {
        let sum = 0;
        for (let j = 0; j < degree; j++) sum += share[row * i + column * j]! * values[p + j]!;
        out[p + i] = sum;
      }
      p += degree - 1;
    }
    return out;
  };
  return {
    anchors,
    offsets,
    first,
    scale,
    degree,
    toWeights: transform(1, degree),
    toCoefficients: transform(degree, 1),
  };
}

/** Adds the weights of scores to moments: sums of weight times Chebyshev polynomial, in each cell. */
export function addMoments(
  { anchors, offsets, scale, degree }: Grid,
  moments: Float64Array,
  { keys, first, weights }: Places & { readonly weights: Float64Array },
): void {
  for (let k = 0; k < keys.length; k++) {
    const p = first[k]!;
    let t = weights[k]!;
    if (!offsets[p]) moments[p]! += t;
    else {
      const u = 2 * scale * (keys[k]! - anchors[p]!) - 1;
      let next = t * u;
      for (let a = p; a < p + degree; a++) {
        moments[a]! += t;
        const after = 2 * u * next - t;
        t = next;
        next = after;
      }
    }
  }
}

/** Writes the values of the polynomials with these coefficients at scores to `out`. */
export function evaluate(
  { anchors, offsets, scale, degree }: Grid,
  coefficients: Float64Array,
  { keys, first }: Places,
  out: Float64Array,
): void {
  for (let k = 0; k < keys.length; k++) {
    const p = first[k]!;
    out[k] = coefficients[p]!;
    if (!offsets[p]) continue;
    // Clenshaw's recurrence.
    const u = 2 * scale * (keys[k]! - anchors[p]!) - 1;
    let b1 = 0;
    let b2 = 0;
    for (let a = p + degree - 1; a > p; a--) {
      const b = 2 * u * b1 - b2 + coefficients[a]!;
      b2 = b1;
      b1 = b;
    }
    out[k]! += u * b1 - b2;
  }
}
