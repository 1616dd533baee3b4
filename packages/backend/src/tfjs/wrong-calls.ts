import {
  _FusedMatMul,
  BatchMatMul,
  GatherV2,
  Identity,
  Mean,
  type NamedAttrMap,
  type NamedTensorInfoMap,
  OneHot,
  Reshape,
  RotateWithOffset,
  Select,
  Sum,
  type TensorInfo,
} from '@tensorflow/tfjs-core';
import { takesType } from './number-types';

type IsWrong = (inputs: Record<string, TensorInfo>, attrs: NamedAttrMap) => boolean;

/** Calls of single kernels that tfjs gets wrong on wasm, though their types are right. */
const wrong: Record<string, IsWrong> = {
  // They lose their place after the first batch.
  [GatherV2]: (_, { batchDims }) => (batchDims as number) > 0,
  // They write integers, whatever type is asked for.
  [OneHot]: (_, { dtype }) => dtype !== undefined && dtype !== 'int32',
  // They cut fractions off.
  [RotateWithOffset]: (_, { fillValue }) => [fillValue].flat().some((value) => !Number.isInteger(value)),
  // Both are read as the first one's type; bools as if each had four bytes.
  [Select]: ({ t, e }) => t!.dtype !== e!.dtype || t!.dtype === 'bool',
};

/** Pass on what they are given, whatever it is. */
const transparent: readonly string[] = [Identity, Reshape];

/** Ours, which know what a sum of nothing is; cpu's mean of nothing is 0, and its products of no matrices fail. */
const takeEmpty: readonly string[] = [_FusedMatMul, BatchMatMul, Mean, Sum];

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
