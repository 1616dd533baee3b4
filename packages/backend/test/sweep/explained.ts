import type { Case, Given } from './draw';
import * as right from './right';

/** A difference between cpu and wasm that is not a mistake of wasm's. */
interface Explained {
  operation: RegExp;
  part: 'value' | 'gradient';
  when(one: Case, what: string): boolean;
  reason: string;
  /** What is right instead, on cpu: wasm agrees with one of these calls. */
  right(one: Case): Case[];
}

type About = Record<string, unknown>;
const about = ({ about = {} }: Case) => about as About;
const some = (inputs: Given[], is: (value: number) => boolean) =>
  inputs.some(({ values }) => values.some((value) => typeof value === 'number' && is(value)));
const isEmpty = ({ inputs }: Case) => inputs.some(({ shape }) => shape.includes(0));

/** In each, wasm gives what is right; and, where numbers are finite, the gradients of finite differences. */
export const explained: Explained[] = [
  {
    operation: /^(relu6?|hingeLoss)$/,
    part: 'gradient',
    when: ({ inputs }) => some(inputs, Number.isNaN),
    reason:
      'the gradient at NaN: cpu multiplies it by the step of NaN; on wasm it is passed on, or 0, as in PyTorch',
    right: right.instead(Number.NaN, 3, -1000),
  },
  {
    operation: /^pow$/,
    part: 'value',
    when: (_, what) => / is 1 instead of NaN/.test(what),
    reason:
      'pow(1, NaN) and pow(-1, Infinity) are 1 by IEEE 754 and in TensorFlow; JavaScript alone says NaN',
    right: right.power,
  },
  {
    operation: /^denseBincount$/,
    part: 'value',
    when: (one) => about(one)['binary'] === true && one.inputs[0]!.shape.length === 1,
    reason: 'cpu counts the values of a vector where it is asked whether there are any',
    right: right.presence,
  },
  {
    operation: /^(mean|moments)$/,
    part: 'value',
    when: isEmpty,
    reason: 'the mean of nothing is NaN, as in TensorFlow; cpu says 0',
    right: right.notANumber,
  },
  {
    operation: /^depthToSpace$/,
    part: 'value',
    when: (one) => about(one)['format'] === 'NCHW',
    reason: 'cpu has no NCHW; wasm agrees with transposing',
    right: right.depthToSpace,
  },
  {
    operation: /^unsortedSegmentSum$/,
    part: 'value',
    when: ({ inputs }, what) =>
      inputs[0]!.dtype === 'int32'
        ? /dtype int32/.test(what)
        : some([inputs[0]!], (value) => !(Math.abs(value) < 1e20)),
    reason:
      'cpu multiplies each segment by a mask: integers become floats, and Infinity in one segment NaN in all',
    right: right.segmentSum,
  },
  {
    operation: /^matMul$/,
    part: 'value',
    when: ({ inputs: [a, b] }) => a!.shape.length === 4 && a!.shape.join() !== b!.shape.join(),
    reason: 'cpu broadcasts batches over several axes wrongly',
    right: right.product,
  },
  {
    operation: /^(maxPool|pool)$/,
    part: 'value',
    when: ({ inputs }, what) => some(inputs, Number.isNaN) && / is NaN instead of -Infinity/.test(what),
    reason: 'a window of NaN alone: cpu passes over all of it',
    right: right.passingOverNaN,
  },
  {
    operation: /^(maxPool|pool)$/,
    part: 'gradient',
    when: ({ inputs }) => some(inputs, Number.isNaN),
    reason: 'a window of NaN alone, as if it were of -Infinity',
    right: right.passingOverNaN,
  },
  {
    operation: /^(maxPool|pool)$/,
    part: 'gradient',
    when: ({ inputs }) => some(inputs, (value) => value === Number.NEGATIVE_INFINITY),
    reason: 'no cell of a window of -Infinity is larger than that: cpu has none, wasm takes the first',
    right: right.instead(Number.NEGATIVE_INFINITY, -1),
  },
  {
    operation: /^maxPool3d$/,
    part: 'value',
    when: ({ inputs }, what) => some(inputs, Number.isNaN) && / is NaN instead of -Infinity/.test(what),
    reason: 'a window of NaN alone: cpu passes over all of it',
    right: right.both(right.pool3D('max'), right.passingOverNaN),
  },
  {
    operation: /^maxPool3d$/,
    part: 'gradient',
    when: () => true,
    reason: "cpu's gradient confuses the places of a window that is not a cube, and has none for -Infinity",
    right: right.both(
      right.both(right.instead(Number.NEGATIVE_INFINITY, -1), right.pool3D('max')),
      right.passingOverNaN,
    ),
  },
  {
    operation: /^avgPool3d$/,
    part: 'gradient',
    when: () => true,
    reason: "cpu's gradient confuses the places of a window that is not a cube",
    right: right.pool3D('avg'),
  },
];
