// tf.einsum on wasm against the sum written out, its gradients on wasm and cpu against central differences.
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { type BackendName, initBackend } from '../src/index';
import { checkGradients } from './gradient-check';
import { evaluate, expectClose, integer, random, randomValues, toTensor, type Values } from './support';

beforeAll(async () => {
  await initBackend({ backends: ['cpu'] });
  await initBackend({ backends: ['wasm'] });
});

/** Adds up the product of the terms over every value of every subscript, in double precision. */
function sumOfProducts(equation: string, terms: Values[]): number[] {
  const [given, result] = equation.split('->') as [string, string];
  const names = given.split(',');
  const size = new Map(
    names.flatMap((name, i) => [...name].map((label, axis) => [label, terms[i]!.shape[axis]!] as const)),
  );
  const labels = [...result, ...[...size.keys()].filter((label) => !result.includes(label))];
  const counts = labels.map((label) => size.get(label)!);
  const at = (name: string, index: number[]) =>
    [...name].reduce((offset, label) => offset * size.get(label)! + index[labels.indexOf(label)]!, 0);
  const sums = new Array<number>([...result].reduce((p, label) => p * size.get(label)!, 1)).fill(0);
  const total = counts.reduce((p, count) => p * count, 1);
  for (let step = 0; step < total; step++) {
    let rest = step;
    const index = counts.map(() => 0);
    for (let axis = counts.length - 1; axis >= 0; axis--) {
      index[axis] = rest % counts[axis]!;
      rest = Math.floor(rest / counts[axis]!);
    }
    sums[at(result, index)]! += names.reduce((p, name, i) => p * terms[i]!.values[at(name, index)]!, 1);
  }
  return sums;
}

const equations: Record<string, [string, number[][]]> = {
  'matrix product': [
    'ij,jk->ik',
    [
      [3, 4],
      [4, 5],
    ],
  ],
  'transposed operands': [
    'ji,kj->ik',
    [
      [4, 3],
      [5, 4],
    ],
  ],
  'batches of matrices': [
    'bij,bjk->bik',
    [
      [2, 3, 4],
      [2, 4, 5],
    ],
  ],
  'scores of attention': [
    'bqhd,bkhd->bhqk',
    [
      [2, 3, 2, 4],
      [2, 5, 2, 4],
    ],
  ],
  'values of attention': [
    'bhqk,bkhd->bqhd',
    [
      [2, 2, 3, 5],
      [2, 5, 2, 4],
    ],
  ],
  'inner product': ['i,i->', [[5], [5]]],
  'outer product': ['i,j->ij', [[3], [4]]],
  'outer product, turned': ['i,j->ji', [[3], [4]]],
  'matrix and vector': ['ij,j->i', [[3, 4], [4]]],
  'a term without a subscript of the sum': ['i,j->i', [[3], [4]]],
  'sums on both sides': [
    'bi,bj->b',
    [
      [2, 3],
      [2, 4],
    ],
  ],
  elementwise: [
    'ij,ij->ij',
    [
      [3, 4],
      [3, 4],
    ],
  ],
  'elementwise, turned': [
    'ij,ji->ij',
    [
      [3, 4],
      [4, 3],
    ],
  ],
  trace: [
    'ij,ij->',
    [
      [3, 4],
      [3, 4],
    ],
  ],
  transpose: ['ijk->kij', [[2, 3, 4]]],
  identity: ['ij->ij', [[2, 3]]],
  'sum over an axis': ['ijk->ik', [[2, 3, 4]]],
  'sum of all': ['ij->', [[2, 3]]],
  'bilinear form': [
    'bi,ijk->bjk',
    [
      [2, 3],
      [3, 4, 2],
    ],
  ],
};

it.each(Object.entries(equations))('%s', async (_name, [equation, shapes]) => {
  const next = random(5);
  const terms = shapes.map((shape) => randomValues(next, ...shape));
  const [got] = await evaluate('wasm', () => tf.einsum(equation, ...terms.map((term) => toTensor(term))));
  expectClose(got!, sumOfProducts(equation, terms), 1e-6, equation);
});

it('200 random equations', async () => {
  const next = random(6);
  for (let round = 0; round < 200; round++) {
    const sizes = Object.fromEntries([...'abcdef'].map((label) => [label, integer(next, 1, 4)]));
    const subset = (labels: string, odds: number) =>
      [...labels]
        .filter(() => next() < odds)
        .sort(() => next())
        .join('');
    const names = Array.from({ length: integer(next, 1, 2) }, () => subset('abcdef', 0));
    const equation = `${names.join()}->${subset([...new Set(names.join(''))].join(''), 0.2)}`;
    const terms = names.map((name) => randomValues(next, ...[...name].map((label) => sizes[label]!)));
    const [got] = await evaluate('wasm', () => tf.einsum(equation, ...terms.map((term) => toTensor(term))));
    expectClose(got!, sumOfProducts(equation, terms), 1e-5, equation);
  }
});

it('integers', async () => {
  const run = () =>
    tf.einsum(
      'ij,jk->ik',
      tf.tensor2d([[20000001, 2]], undefined, 'int32'),
      tf.tensor2d([[1], [3]], undefined, 'int32'),
    );
  expect(await evaluate('wasm', run)).toEqual([Int32Array.of(20000007)]);
});

it('refuses what it cannot read', async () => {
  await tf.setBackend('wasm');
  const x = tf.ones([2, 2]);
  expect(() => tf.einsum('i->ii', x)).toThrow(
    'Einsum: the subscripts of the result must differ, got "i->ii"',
  );
  expect(() => tf.einsum('i->i', x)).toThrow(
    'Einsum: each axis must have a subscript, got "i->i" for a tensor of [2,2]',
  );
  const y = tf.ones([3, 2]);
  expect(() => tf.einsum('ij,jk->ik', x, y)).toThrow('Expected dimension');
  tf.dispose([x, y]);
});

/** cpu's own forward pass forgets a factor, cannot broadcast it, and gives the input away twice. */
const wrongOnCpu = ['a term without a subscript of the sum', 'sums on both sides', 'identity'];

describe.each<[BackendName, string[]]>([
  ['cpu', Object.keys(equations).filter((name) => !wrongOnCpu.includes(name))],
  ['wasm', Object.keys(equations)],
])('gradients on %s', (backend, names) => {
  beforeAll(async () => {
    await tf.setBackend(backend);
  });
  it.each(names)('%s', (name) => {
    const [equation, shapes] = equations[name]!;
    checkGradients({ shapes, compute: (...terms) => tf.einsum(equation, ...terms), step: 0.5 });
  });
});
