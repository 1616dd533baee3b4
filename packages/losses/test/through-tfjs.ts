// Golden cases as tensors of float32 on the cpu engine.
import '@tensorflow/tfjs-backend-cpu';
import { type TargetColumn, toTfjs, toTfjsOperator } from '@backdropjs/losses/tfjs';
import * as tf from '@tensorflow/tfjs-core';
import type { Fields, Input, LossSuite, OperatorSuite, Params, RowsSuite } from './suites';

/** A loss over scores; weights and groups travel as columns of yTrue. */
export function lossThroughTfjs(suite: LossSuite, input: Input, params: Params): Fields {
  const base = suite.loss(params);
  const more: Fields = {};
  const targets = [...base.targets, 'weights', 'groups'].filter((name) => input[name]) as TargetColumn[];
  const loss = toTfjs(base, {
    targets,
    onResult: (result) => {
      if ('gradLambda' in result) more['gradientLambda'] = result.gradLambda;
    },
  });
  const length = input[targets[0]!]!.length;
  for (const name of targets) {
    // A tensor cannot hold columns of different lengths: such a case has no float32 form.
    if (input[name]!.length !== length) return { error: 'LENGTH_MISMATCH' };
  }
  const columns = Array.from({ length }, (_, i) => targets.map((name) => input[name]![i]!));
  const scores = input[suite.scores ?? 'scores']!;
  return tf.tidy(() => {
    const yTrue = tf.tensor(columns.flat(), [length, targets.length], 'float32');
    const yPred = tf.tensor(
      scores.flat(),
      base.width > 1 ? [length, base.width] : [scores.length],
      'float32',
    );
    const { value, grad } = tf.valueAndGrad((x) => loss(yTrue, x))(yPred);
    return { value: value.dataSync()[0], gradient: grad.dataSync(), ...more };
  });
}

export function rowsThroughTfjs(suite: RowsSuite, input: Input, params: Params): Fields {
  const loss = toTfjs(suite.rows(params));
  const [x, y] = suite.names.map((name) => input[name] as unknown as number[][]) as [number[][], number[][]];
  return tf.tidy(() => {
    const inputs = [tf.tensor2d(y, undefined, 'float32'), tf.tensor2d(x, undefined, 'float32')];
    const { value, grads } = tf.valueAndGrads((b, a) => loss(b!, a!))(inputs);
    return {
      value: value.dataSync()[0],
      [suite.gradients[0]]: grads[1]!.dataSync(),
      [suite.gradients[1]]: grads[0]!.dataSync(),
    };
  });
}

export function operatorThroughTfjs(
  operator: OperatorSuite['operator'],
  input: Input,
  params: Params,
): Fields {
  const apply = toTfjsOperator(operator, params);
  return tf.tidy(() => {
    const cotangent = tf.tensor1d(input['cotangent']!, 'float32');
    const { value, grad } = tf.valueAndGrad(apply)(tf.tensor1d(input['values']!, 'float32'), cotangent);
    return { values: value.dataSync(), vjp: grad.dataSync() };
  });
}
