import * as tf from '@tensorflow/tfjs-core';
import type { Draw, Operation } from '../draw';

const activations = [undefined, 'linear', 'relu', 'relu6', 'elu', 'leakyrelu', 'prelu', 'sigmoid'] as const;

/** Operands of a matrix product, as a and b and whether each is transposed. */
function matrices(draw: Draw, batches: number[]) {
  const [rows, depth, columns] = draw.many(3, () => draw.integer(draw.chance(0.03) ? 0 : 1, 9)) as [
    number,
    number,
    number,
  ];
  const [transposeA, transposeB] = [draw.chance(0.5), draw.chance(0.5)];
  const a = draw.floats([...batches, ...(transposeA ? [depth, rows] : [rows, depth])]);
  const b = draw.floats([...draw.beside(batches), ...(transposeB ? [columns, depth] : [depth, columns])]);
  return { a, b, columns, transposeA, transposeB };
}

export const products: Record<string, Operation> = {
  matMul: (draw) => {
    const { a, b, transposeA, transposeB } = matrices(draw, draw.shape(0, 3).slice(0, 2));
    const special = draw.chance(0.1);
    if (special && a.values.length > 0) a.values[0] = draw.one([Number.NaN, Infinity]);
    return {
      inputs: draw.chance(0.5) ? [a, b] : [a, b],
      run: (x: tf.Tensor, y: tf.Tensor) => tf.matMul(x, y, transposeA, transposeB),
      about: { transposeA, transposeB },
    };
  },
  'matMul of integers': (draw) => {
    const [rows, depth, columns] = [draw.integer(1, 4), draw.integer(1, 4), draw.integer(1, 4)];
    return {
      inputs: [draw.integers([rows, depth], -9, 9), draw.integers([depth, columns], -9, 9)],
      run: (x, y) => tf.matMul(x, y),
    };
  },
  'fused.matMul': (draw) => {
    const { a, b, columns, transposeA, transposeB } = matrices(draw, []);
    const activation = draw.one(activations);
    const bias = draw.floats([columns]);
    const weights = draw.floats([columns]);
    return {
      inputs: [a, b, bias, ...(activation === 'prelu' ? [weights] : [])],
      run: (x: tf.Tensor, y: tf.Tensor, c: tf.Tensor, w: tf.Tensor) =>
        tf.fused.matMul({
          ...{ a: x, b: y, transposeA, transposeB, bias: c, leakyreluAlpha: 0.3 },
          ...(activation && { activation }),
          ...(activation === 'prelu' && { preluActivationWeights: w }),
        }),
      // Of a fused operation tfjs has these gradients only.
      gradient: activation === undefined || activation === 'linear' || activation === 'relu',
      about: { activation, transposeA, transposeB },
    };
  },
  dot: (draw) => {
    const n = draw.integer(1, 6);
    return {
      inputs: [draw.floats(draw.chance(0.5) ? [n] : [3, n]), draw.floats(draw.chance(0.5) ? [n] : [n, 2])],
      run: tf.dot,
    };
  },
  outerProduct: (draw) => ({
    inputs: [draw.floats([draw.integer(1, 6)]), draw.floats([draw.integer(1, 6)])],
    run: tf.outerProduct,
  }),
  einsum: (draw) => {
    const [equation, ...shapes] = draw.one([
      ['ij,jk->ik', 'ij', 'jk'],
      ['bij,bjk->bik', 'bij', 'bjk'],
      ['bhqd,bhkd->bhqk', 'bhqd', 'bhkd'],
      ['bhqk,bhkd->bqhd', 'bhqk', 'bhkd'],
      ['ij->ji', 'ij'],
      ['ij->j', 'ij'],
      ['ij->', 'ij'],
      ['i,i->', 'i', 'i'],
      ['i,j->ij', 'i', 'j'],
      ['bi,bi->b', 'bi', 'bi'],
      ['abc,cd->abd', 'abc', 'cd'],
      ['abc,acd->abd', 'abc', 'acd'],
    ] as string[][]) as [string, ...string[]];
    const extents = new Map([...'abcdhijkq'].map((letter) => [letter, draw.integer(1, 5)]));
    const inputs = shapes.map((letters) => draw.floats([...letters].map((letter) => extents.get(letter)!)));
    return { inputs, run: (...x: tf.Tensor[]) => tf.einsum(equation, ...x), about: { equation } };
  },
  'linalg.bandPart': (draw) => {
    const [lower, upper] = [draw.integer(-1, 2), draw.integer(-1, 2)];
    return {
      inputs: [draw.floats([...draw.shape(0, 1), draw.integer(3, 5), draw.integer(3, 5)])],
      run: (x: tf.Tensor) => tf.linalg.bandPart(x, lower, upper),
      about: { lower, upper },
    };
  },
  'linalg.qr': (draw) => {
    const n = draw.integer(1, 4);
    return {
      inputs: [draw.floats([n + draw.integer(0, 2), n])],
      run: (x: tf.Tensor) => tf.linalg.qr(x),
      gradient: false,
      tolerance: 1e-3,
    };
  },
};
