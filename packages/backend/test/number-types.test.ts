// tfjs's wasm kernels that know floats only write four bytes for each bool, over whatever lies behind it.
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, expect, it } from 'vitest';
import { initBackend } from '../src/index';
import { evaluate, expectClose } from './support';

beforeAll(async () => {
  await initBackend({ backends: ['cpu'] });
  await initBackend({ backends: ['wasm'] });
});

const unary =
  'Abs Acos Acosh Asin Asinh Atan Atanh Ceil Cos Cosh Elu Erf Exp Expm1 Floor IsFinite IsInf IsNan Log Log1p LogicalNot Neg ' +
  'Reciprocal Relu Relu6 Round Rsqrt Selu Sigmoid Sign Sin Sinh Softplus Sqrt Square Step Tan Tanh LeakyRelu ClipByValue';
const binary =
  'Add Sub Multiply RealDiv FloorDiv Mod Pow Maximum Minimum SquaredDifference Atan2 Equal NotEqual Less LessEqual Greater ' +
  'GreaterEqual LogicalAnd LogicalOr';
const reductions = 'Sum Mean Prod Max Min All Any ArgMax ArgMin Cumsum Cumprod';
const attrs = { alpha: 0.5, clipValueMin: 0, clipValueMax: 2, exclusive: false, reverse: false };

it.each(['int32', 'bool'] as const)('%s', async (dtype) => {
  const [x, y] = [
    { int32: [0, 3, -2, 4, 1, -1, 5, 1], bool: [1, 0, 0, 1, 1, 1, 0, 1] }[dtype],
    { int32: [2, 3, 1, 1, 3, 2, 5, 1], bool: [1, 1, 1, 1, 1, 1, 1, 1] }[dtype],
  ] as const;
  for (const [names, operands] of [
    [unary, ['x']],
    [binary, ['a', 'b']],
    [reductions, ['x']],
  ] as const) {
    for (const name of names.split(' ')) {
      if (dtype === 'int32' && /^(All|Any|Logical)/.test(name)) continue;
      const axis = /^(Arg|Cum)/.test(name) ? 1 : [1];
      const compute = () => {
        const inputs = operands.map((operand, i) => [operand, tf.tensor(i === 0 ? x : y, [2, 4], dtype)]);
        // Another tensor behind the result, which must stay what it is.
        const result = tf
          .engine()
          .runKernel(name, Object.fromEntries(inputs), { ...attrs, axis }) as tf.Tensor;
        return [result, ...inputs.map(([, tensor]) => tensor as tf.Tensor)];
      };
      const [got, want] = [await evaluate('wasm', compute), await evaluate('cpu', compute)];
      got.forEach((values, i) => {
        expect(values.constructor, name).toBe(want[i]!.constructor);
        if (want[i]!.some(Number.isNaN)) expect([...values], name).toEqual([...want[i]!]);
        else expectClose(values, want[i]!, 1e-6, name);
      });
    }
  }
});
