import {
  broadcast_util,
  complex,
  imag,
  mul,
  neg,
  real,
  reshape,
  sum,
  type Tensor,
} from '@tensorflow/tfjs-core';

/**
 * The gradient of a real number L by z = a + ib is dL/da + i dL/db: the direction in which L grows fastest, as TensorFlow has it.
 * tfjs's tape refuses gradients that are not float32. It asks for the type once, right after the gradient was computed, and
 * adds up whatever it got: so this one answers float32 the first time, and from then on what it is. If some version of tfjs asks twice, it throws.
 *
 * @param z - a complex tensor that nobody else holds.
 */
export function asGradient(z: Tensor): Tensor {
  return Object.defineProperty(z, 'dtype', {
    configurable: true,
    get() {
      Object.defineProperty(z, 'dtype', { configurable: true, value: 'complex64', writable: true });
      return 'float32';
    },
  });
}

export function isComplex({ dtype }: Tensor): boolean {
  return dtype === 'complex64';
}

/** f of the real and of the imaginary part. */
export function byParts(z: Tensor, f: (part: Tensor) => Tensor): Tensor {
  return complex(f(real(z)), f(imag(z)));
}

export function conjugate(z: Tensor): Tensor {
  return complex(real(z), neg(imag(z)));
}

export function scaled(z: Tensor, factor: number): Tensor {
  return byParts(z, (part) => mul(part, factor));
}

/** The sum over the axes along which a tensor of this shape was repeated to the shape of z. */
export function sumTo(z: Tensor, shape: number[]): Tensor {
  const axes = broadcast_util.getReductionAxes(shape, z.shape);
  return byParts(z, (part) => reshape(axes.length > 0 ? sum(part, axes) : part, shape));
}
