import { Concat, type KernelFunc, Slice, type TensorInfo, Transform } from '@tensorflow/tfjs-core';
import { kernelFunc } from '../tfjs/kernel-func';
import { compose } from './compose';

/** Projective transformations of images, one after another: tfjs's cpu kernel returns after the first and leaves the others filled. */
export function transformEach(stock: KernelFunc): KernelFunc {
  return kernelFunc<'image' | 'transforms'>((call) => {
    const { inputs, attrs, backend } = call;
    const { image, transforms } = inputs;
    const [batch = 0] = image.shape;
    if (batch < 2) return stock(call) as TensorInfo;
    return compose(
      backend,
      (run) => {
        const slice = (x: TensorInfo, at: number) =>
          run(
            Slice,
            { x },
            { begin: x.shape.map((_, axis) => (axis === 0 ? at : 0)), size: [1, ...x.shape.slice(1)] },
          );
        const each = Array.from({ length: batch }, (_, i) =>
          run(
            Transform,
            {
              image: slice(image, i),
              transforms: transforms.shape[0] === 1 ? transforms : slice(transforms, i),
            },
            attrs,
          ),
        );
        return run(Concat, each as unknown as Record<string, TensorInfo>, { axis: 0 });
      },
      'cpu',
    );
  });
}
