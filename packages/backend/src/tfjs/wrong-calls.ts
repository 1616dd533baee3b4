import {
  Cumprod,
  Cumsum,
  Identity,
  Mean,
  type NamedAttrMap,
  type NamedTensorInfoMap,
  Prelu,
  Reshape,
  Select,
  Sum,
  type TensorInfo,
} from '@tensorflow/tfjs-core';
import { takesType } from './number-types';

type IsWrong = (inputs: Record<string, TensorInfo>, attrs: NamedAttrMap) => boolean;

/** Calls of single kernels that tfjs gets wrong on wasm, though their types are right. */
const wrong: Record<string, IsWrong> = {
  // A negative axis is taken for one before the first: they write where no tensor is.
  [Cumprod]: (_, { axis }) => (axis as number) < 0,
  [Cumsum]: (_, { axis }) => (axis as number) < 0,
  // Slopes are taken from a vector over and over, whatever axes they have.
  [Prelu]: ({ x, alpha }) => !isTail(alpha!.shape, x!.shape),
  // Both are read as the first one's type.
  [Select]: ({ t, e }) => t!.dtype !== e!.dtype,
};

/** Pass on what they are given, whatever it is. */
const transparent: readonly string[] = [Identity, Reshape];

/** Ours, which know what the sum of nothing is; cpu's mean of nothing is 0. */
const takeEmpty: readonly string[] = [Mean, Sum];

/**
 * What tells whether tfjs's wasm kernel gets a call wrong, or knows nothing of its types; undefined if it never does. Beside
 * single kernels' mistakes: an empty input makes some divide by zero, and others leave what was on the heap; operands of two
 * types are read as one.
 */
export function isWrongCall(kernelName: string): IsWrong | undefined {
  if (transparent.includes(kernelName)) return undefined;
  const alone = wrong[kernelName];
  const takesEmpty = takeEmpty.includes(kernelName);
  return (inputs, attrs) => {
    for (const name in inputs) {
      const input = inputs[name];
      // Ragged operations take lists; no kernel of tfjs's wasm backend does, but that of concatenation.
      if (input?.dtype === undefined) continue;
      if (input.dtype !== 'float32' && !takesType(kernelName, input.dtype)) return true;
      if (!takesEmpty && input.shape.includes(0)) return true;
    }
    const { a, b } = inputs as NamedTensorInfoMap;
    if (a && b && a.dtype !== b.dtype) return true;
    const { dtype } = attrs ?? {};
    if (dtype === 'string' || dtype === 'complex64') return true;
    return alone?.(inputs, attrs) ?? false;
  };
}

/** Whether a shape, without leading ones, is the end of another. */
function isTail(shape: number[], of: number[]): boolean {
  const first = shape.findIndex((extent) => extent !== 1);
  const tail = first < 0 ? [] : shape.slice(first);
  return tail.length <= of.length && tail.every((extent, i) => extent === of[of.length - tail.length + i]);
}
