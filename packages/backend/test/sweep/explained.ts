import type { Case, Given } from './draw';

/** A difference between cpu and wasm that is not a mistake of wasm's. */
interface Explained {
  operation: RegExp;
  part: 'value' | 'gradient';
  when(one: Case, what: string): boolean;
  reason: string;
}

type About = Record<string, unknown>;
const about = ({ about = {} }: Case) => about as About;
const some = (inputs: Given[], is: (value: number) => boolean) =>
  inputs.some(({ values }) => values.some((value) => typeof value === 'number' && is(value)));
const isEmpty = ({ inputs }: Case) => inputs.some(({ shape }) => shape.includes(0));

/** In each, where numbers are finite, the gradients of wasm are those of finite differences. */
export const explained: Explained[] = [
  {
    operation: /^(relu6?|hingeLoss)$/,
    part: 'gradient',
    when: ({ inputs }) => some(inputs, Number.isNaN),
    reason:
      'the gradient at NaN: cpu multiplies it by the step of NaN; on wasm it is passed on, or 0, as in PyTorch',
  },
  {
    operation: /^pow$/,
    part: 'value',
    when: ({ inputs }, what) => some(inputs, Number.isNaN) && / is 1 instead of NaN/.test(what),
    reason: 'pow(1, NaN) is 1 by IEEE 754 and in TensorFlow; JavaScript alone says NaN',
  },
  {
    operation: /^denseBincount$/,
    part: 'value',
    when: (one) => about(one)['binary'] === true && one.inputs[0]!.shape.length === 1,
    reason: 'cpu counts the values of a vector where it is asked whether there are any',
  },
  {
    operation: /^(mean|moments)$/,
    part: 'value',
    when: isEmpty,
    reason: 'the mean of nothing is NaN, as in TensorFlow; cpu says 0',
  },
  {
    operation: /^depthToSpace$/,
    part: 'value',
    when: (one) => about(one)['format'] === 'NCHW',
    reason: 'cpu has no NCHW; wasm agrees with transposing',
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
  },
  {
    operation: /^matMul$/,
    part: 'value',
    when: ({ inputs: [a, b] }) => a!.shape.length === 4 && a!.shape.join() !== b!.shape.join(),
    reason: 'cpu broadcasts batches over several axes wrongly',
  },
  {
    operation: /^(max)?[pP]ool(3d)?$/,
    part: 'gradient',
    when: ({ inputs }) => some(inputs, (value) => value === Number.NEGATIVE_INFINITY),
    reason: 'no cell of a window of -Infinity is larger than that: cpu has none, wasm takes the first',
  },
  {
    operation: /^(max|avg)Pool3d$/,
    part: 'gradient',
    when: () => true,
    reason: "cpu's gradient confuses the places of a window that is not a cube",
  },
];
