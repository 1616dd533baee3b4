// What the types promise: checked by the compiler, in "types", not run.
import type { Scalar, Tensor } from '@tensorflow/tfjs-core';
import { expectTypeOf, test } from 'vitest';
import {
  approxNdcgLoss,
  coxPartialLikelihoodLoss,
  infoNceLoss,
  type Loss,
  pairwiseAucLoss,
  partialAucLoss,
  recallAtPrecisionLoss,
  type Surrogate,
  type ValueAndGrad,
} from '../src/index';
import { toTfjs } from '../src/tfjs';

test('a loss of scores takes labels as numbers', () => {
  const loss = pairwiseAucLoss({ surrogate: 'logistic' });
  expectTypeOf(loss).toEqualTypeOf<Loss<ArrayLike<number | boolean>>>();
  expectTypeOf(loss.valueAndGrad([1, 2], [0, 1])).toEqualTypeOf<ValueAndGrad>();
  expectTypeOf<ValueAndGrad['grad']>().toEqualTypeOf<Float64Array<ArrayBuffer>>();
  // @ts-expect-error: no such surrogate
  pairwiseAucLoss({ surrogate: 'cubic' });
  // @ts-expect-error: no such option
  pairwiseAucLoss({ slope: 1 });
  pairwiseAucLoss({ surrogate: 'hinge', margin: 2, method: 'kernel', onUndefined: 'skip' });
  pairwiseAucLoss({ surrogate: 'sigmoid' as Surrogate });
  // @ts-expect-error: a hinge has no slope
  pairwiseAucLoss({ surrogate: 'hinge', beta: 2 });
  // @ts-expect-error: the sigmoid, which is the default, has no margin
  partialAucLoss({ margin: 2 });
});

test('a loss takes the inputs that mean something for it', () => {
  approxNdcgLoss().valueAndGrad([1, 2], [0, 1], { groups: [0, 0], mask: [1, 1] });
  // @ts-expect-error: no weights in NDCG
  approxNdcgLoss().valueAndGrad([1, 2], [0, 1], { weights: [1, 1] });
  coxPartialLikelihoodLoss().valueAndGrad([1], { time: [1], event: [1] }, { weights: [1] });
  coxPartialLikelihoodLoss({ ties: 'efron' }).valueAndGrad([1], { time: [1], event: [1] }, { weights: [1] });
  // @ts-expect-error: no lists under a constraint
  recallAtPrecisionLoss({ targetPrecision: 0.9 }).valueAndGrad([1, 2], [0, 1], { groups: [0, 0] });
});

test('a loss of survival times takes times and events, and nothing else', () => {
  const loss = coxPartialLikelihoodLoss();
  expectTypeOf(
    loss.valueAndGrad([1, 2], { time: [3, 4], event: [true, false] }),
  ).toEqualTypeOf<ValueAndGrad>();
  // @ts-expect-error: labels are not numbers
  loss.valueAndGrad([1, 2], [0, 1]);
  // @ts-expect-error: a loss of classes does not take times
  pairwiseAucLoss().valueAndGrad([1, 2], { time: [3, 4], event: [1, 0] });
});

test('a loss with a multiplier gives its gradient, too', () => {
  const loss = recallAtPrecisionLoss({ targetPrecision: 0.9, lambda: { value: 1 } });
  expectTypeOf(loss.valueAndGrad([1], [1]).gradLambda).toEqualTypeOf<number>();
});

test('for tfjs every loss is a function of tensors, and hands over results of its own type', () => {
  type OfTensors = (yTrue: Tensor, yPred: Tensor) => Scalar;
  for (const loss of [pairwiseAucLoss(), coxPartialLikelihoodLoss()] as const) {
    expectTypeOf(toTfjs(loss)).toEqualTypeOf<OfTensors>();
  }
  toTfjs(infoNceLoss(), {
    onResult: ({ gradX }) => expectTypeOf(gradX).toEqualTypeOf<Float64Array<ArrayBuffer>>(),
  });
  toTfjs(pairwiseAucLoss(), {
    // @ts-expect-error: a loss of scores has no gradient by vectors
    onResult: ({ gradX }) => gradX,
  });
});
