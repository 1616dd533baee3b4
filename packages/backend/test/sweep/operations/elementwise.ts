import * as tf from '@tensorflow/tfjs-core';
import type { Draw, Given, Kind, Operation } from '../draw';

const unary =
  (run: (x: tf.Tensor) => tf.Tensor, tolerance = 1e-5, kind: Kind = 'special'): Operation =>
  (draw) => ({ inputs: [draw.any(draw.shape(), kind)], run, tolerance });

const binary =
  (run: (a: tf.Tensor, b: tf.Tensor) => tf.Tensor, tolerance = 1e-5): Operation =>
  (draw) => {
    const [a, b] = pair(draw);
    return { inputs: [a, b], run, tolerance };
  };

const integers =
  (run: (a: tf.Tensor, b: tf.Tensor) => tf.Tensor): Operation =>
  (draw) => {
    const shape = draw.shape();
    return { inputs: [draw.integers(shape, -9, 9), draw.integers(draw.beside(shape), 1, 9)], run };
  };

const logical =
  (run: (a: tf.Tensor, b: tf.Tensor) => tf.Tensor): Operation =>
  (draw) => {
    const shape = draw.shape();
    return { inputs: [draw.bools(shape), draw.bools(draw.beside(shape))], run };
  };

/** Two shapes that broadcast; either may be the larger one. */
function pair(draw: Draw): [Given, Given] {
  const shape = draw.shape();
  const small = draw.beside(shape);
  return draw.chance(0.5) ? [draw.any(shape), draw.any(small)] : [draw.any(small), draw.any(shape)];
}

export const elementwise: Record<string, Operation> = {
  abs: unary(tf.abs),
  acos: unary(tf.acos, 1e-4, 'unit'),
  'acos of anything': unary(tf.acos, 1e-4),
  acosh: unary(tf.acosh, 1e-4),
  asin: unary(tf.asin, 1e-4, 'unit'),
  asinh: unary(tf.asinh, 1e-4),
  atan: unary(tf.atan),
  atanh: unary(tf.atanh, 1e-4, 'unit'),
  'atanh of anything': unary(tf.atanh, 1e-4),
  ceil: unary(tf.ceil),
  clipByValue: (draw) => {
    const low = draw.integer(-2, 1);
    return {
      inputs: [draw.any(draw.shape())],
      run: (x: tf.Tensor) => tf.clipByValue(x, low, low + 2),
      about: { low },
    };
  },
  cos: unary(tf.cos, 1e-4),
  cosh: unary(tf.cosh, 1e-4),
  elu: unary(tf.elu),
  erf: unary(tf.erf),
  exp: unary(tf.exp),
  expm1: unary(tf.expm1),
  floor: unary(tf.floor),
  isFinite: unary(tf.isFinite),
  isInf: unary(tf.isInf),
  isNaN: unary(tf.isNaN),
  leakyRelu: unary((x) => tf.leakyRelu(x, 0.3)),
  log: unary(tf.log),
  log1p: unary(tf.log1p),
  logSigmoid: unary(tf.logSigmoid),
  logicalNot: (draw) => ({ inputs: [draw.bools(draw.shape())], run: tf.logicalNot }),
  neg: unary(tf.neg),
  reciprocal: unary(tf.reciprocal),
  relu: unary(tf.relu),
  relu6: unary(tf.relu6),
  round: unary(tf.round),
  rsqrt: unary(tf.rsqrt),
  selu: unary(tf.selu),
  sigmoid: unary(tf.sigmoid),
  sign: unary(tf.sign),
  sin: unary(tf.sin, 1e-4),
  sinh: unary(tf.sinh, 1e-4),
  softplus: unary(tf.softplus),
  sqrt: unary(tf.sqrt),
  square: unary(tf.square),
  step: unary((x) => tf.step(x, 0.3)),
  tan: unary(tf.tan, 1e-3),
  tanh: unary(tf.tanh),
  cast: (draw) => {
    const dtype = draw.one(['float32', 'int32', 'bool'] as const);
    const x = draw.any(draw.shape());
    // The integer of what none can hold is the engine's choice.
    x.values = x.values.map((value) =>
      dtype === 'int32' && !(Math.abs(Number(value)) < 1e9) ? 300.5 : value,
    );
    return { inputs: [x], run: (t: tf.Tensor) => tf.cast(t, dtype), about: { dtype } };
  },

  add: binary(tf.add),
  atan2: binary(tf.atan2),
  div: binary(tf.div),
  divNoNan: binary(tf.divNoNan),
  equal: binary(tf.equal),
  floorDiv: integers(tf.floorDiv),
  greater: binary(tf.greater),
  greaterEqual: binary(tf.greaterEqual),
  less: binary(tf.less),
  lessEqual: binary(tf.lessEqual),
  maximum: binary(tf.maximum),
  minimum: binary(tf.minimum),
  mod: binary(tf.mod),
  'mod of integers': integers(tf.mod),
  mul: binary(tf.mul),
  notEqual: binary(tf.notEqual),
  pow: binary(tf.pow, 1e-4),
  squaredDifference: binary(tf.squaredDifference),
  sub: binary(tf.sub),
  bitwiseAnd: (draw) => {
    const shape = draw.shape();
    return { inputs: [draw.integers(shape, -99, 99), draw.integers(shape, -99, 99)], run: tf.bitwiseAnd };
  },
  logicalAnd: logical(tf.logicalAnd),
  logicalOr: logical(tf.logicalOr),
  logicalXor: logical(tf.logicalXor),
  prelu: (draw) => {
    const shape = draw.shape(1);
    return {
      inputs: [draw.floats(shape, 'special'), draw.floats(shape.map((n) => (draw.chance(0.5) ? 1 : n)))],
      run: tf.prelu,
    };
  },
  where: (draw) => {
    const shape = draw.shape();
    return {
      inputs: [draw.bools(shape), draw.floats(shape, 'special'), draw.floats(draw.beside(shape), 'special')],
      run: tf.where,
    };
  },
  addN: (draw) => {
    const shape = draw.shape();
    const inputs = draw.many(draw.integer(1, 4), () => draw.floats(shape, 'special'));
    return { inputs, run: (...x: tf.Tensor[]) => tf.addN(x) };
  },
};
