// Calls of every operation with one input of a wrong shape, rank, type or of size 0, on wasm and on cpu: wasm refuses what cpu
// refuses, never traps, and is never broken afterwards. BACKDROPJS_WRONG_CALLS=4000 runs so many in all.
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { initBackend } from '../../src/index';
import { compare } from './compare';
import { type Case, Draw, type Given, size } from './draw';
import * as families from './operations';

const operations = Object.values(families).flatMap((family) => Object.entries(family));
const each = Math.ceil(
  Number(process.env['BACKDROPJS_WRONG_CALLS'] ?? 2 * operations.length) / operations.length,
);

beforeAll(async () => {
  await initBackend({ backends: ['cpu'] });
  await initBackend({ backends: ['wasm'] });
});

/** The case with one input changed. */
function spoiled(draw: Draw, one: Case): Case {
  const at = draw.integer(0, one.inputs.length - 1);
  const given = one.inputs[at]!;
  const refit = (shape: number[], dtype = given.dtype): Given => ({
    shape,
    dtype,
    values: draw.many(size(shape), (i) => given.values[i % Math.max(1, given.values.length)] ?? 1),
  });
  const axis = draw.integer(0, Math.max(0, given.shape.length - 1));
  const change = (by: number) =>
    given.shape.map((extent, i) => (i === axis ? Math.max(0, extent + by) : extent));
  const wrong = draw.one([
    () => refit(change(1)),
    () => refit(change(-1)),
    () => refit(change(7)),
    () => refit([...given.shape, 2]),
    () => refit([2, ...given.shape]),
    () => refit(given.shape.slice(1)),
    () => refit(given.shape.map(() => 0)),
    () =>
      given.dtype === 'string'
        ? refit(change(1))
        : refit(given.shape, draw.one(['float32', 'int32', 'bool'])),
  ])();
  return { ...one, inputs: one.inputs.map((input, i) => (i === at ? wrong : input)), gradient: false };
}

describe('wrong calls', () => {
  it.each(operations.filter(([, operation]) => operation(new Draw(1)).inputs.length > 0))(
    '%s',
    async (name, operation) => {
      const faults: string[] = [];
      for (let i = 0; i < each; i++) {
        const seed = 7 + 1000 * i + name.length;
        const draw = new Draw(seed);
        const one = spoiled(draw, operation(draw));
        const inputs = one.inputs.map(({ dtype, shape }) => `${dtype}[${shape}]`).join(' ');
        const difference = await compare(one, seed, ['wasm', 'cpu']);
        const what = difference?.what ?? '';
        // A refusal is an answer; a trap is none, nor are values where cpu refuses (but for a layout that it lacks).
        const isTrap = /memory access|unreachable|Aborted|divide by zero/.test(what);
        if (isTrap || (/other refuses/.test(what) && !/Only NHWC/.test(what))) {
          faults.push(`seed ${seed}, ${inputs} ${JSON.stringify(one.about ?? {})}: ${what}`);
        }
      }
      expect(faults).toEqual([]);
      await tf.setBackend('wasm');
      const sum = tf.tidy(() => tf.sum(tf.matMul(tf.ones([5, 7]), tf.ones([7, 3]))).dataSync()[0]);
      expect(sum).toBe(105);
    },
  );
});
