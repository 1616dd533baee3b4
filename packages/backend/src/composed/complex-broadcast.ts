import {
  broadcast_util,
  Complex,
  Imag,
  type KernelFunc,
  Real,
  Reshape,
  type TensorInfo,
  Tile,
  util,
} from '@tensorflow/tfjs-core';
import { kernelFunc } from '../tfjs/kernel-func';
import { compose, type Run } from './compose';

/** tfjs's cpu kernels read beyond the shorter of two complex tensors: repeats each to the shape of the result beforehand. */
export function complexBroadcast(stock: KernelFunc): KernelFunc {
  return kernelFunc<'a' | 'b'>((call) => {
    const { a, b } = call.inputs;
    if (a.dtype !== 'complex64' || util.arraysEqual(a.shape, b.shape)) return stock(call) as TensorInfo;
    const shape = broadcast_util.assertAndGetBroadcastShape(a.shape, b.shape);
    return compose(
      call.backend,
      (run) => {
        const repeated = { a: repeat(run, a, shape), b: repeat(run, b, shape) };
        return stock({ ...call, inputs: repeated }) as TensorInfo;
      },
      'cpu',
    );
  });
}

function repeat(run: Run, z: TensorInfo, shape: number[]): TensorInfo {
  const whole = [...shape.slice(z.shape.length).fill(1), ...z.shape];
  const reps = shape.map((size, axis) => (whole[axis] === size ? 1 : size));
  const part = (name: string) =>
    run(Tile, { x: run(Reshape, { x: run(name, { input: z }) }, { shape: whole }) }, { reps });
  return run(Complex, { real: part(Real), imag: part(Imag) });
}
