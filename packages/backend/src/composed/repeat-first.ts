import { backend_util, type KernelFunc, type TensorInfo, Tile, util } from '@tensorflow/tfjs-core';
import { borrow } from '../borrowed/borrow';
import { kernelFunc } from '../tfjs/kernel-func';
import { compose } from './compose';

/**
 * An operation of two tensors that are broadcast: they are repeated up to the shape of the result, for the kernel on the heap, which
 * takes one shape. Without it, cpu's kernel.
 */
export function repeatFirst(kernelName: string): KernelFunc {
  const borrowed = borrow(kernelName);
  return kernelFunc<'a' | 'b'>((call) => {
    const { inputs, backend } = call;
    const shape = backend_util.assertAndGetBroadcastShape(inputs.a.shape, inputs.b.shape);
    const size = util.sizeFromShape(shape);
    const takes = ({ shape }: TensorInfo) => [1, size].includes(util.sizeFromShape(shape));
    if (takes(inputs.a) && takes(inputs.b)) return borrowed(call);
    return compose(backend, (run) => {
      const repeated = ({ dataId, dtype, shape: given }: TensorInfo): TensorInfo => {
        const from = [...Array<number>(shape.length - given.length).fill(1), ...given];
        const reps = shape.map((extent, axis) => extent / from[axis]!);
        const x = { dataId, dtype, shape: from };
        return reps.every((count) => count === 1) ? x : run(Tile, { x }, { reps });
      };
      return run(kernelName, { a: repeated(inputs.a), b: repeated(inputs.b) });
    });
  });
}
