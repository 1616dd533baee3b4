import * as tf from '@tensorflow/tfjs-core';
import type { Draw, Operation } from '../draw';

const parts = (x: tf.Tensor) => [tf.real(x), tf.imag(x)];

function complex(draw: Draw, shape: number[]) {
  return [draw.floats(shape), draw.floats(shape)];
}

const spectrum =
  (run: (x: tf.Tensor) => tf.Tensor): Operation =>
  (draw) => ({
    inputs: complex(draw, [
      ...draw
        .shape(0, 2)
        .slice(0, 2)
        .map((n) => Math.max(n, 1)),
      draw.integer(1, 9),
    ]),
    run: (re: tf.Tensor, im: tf.Tensor) => parts(run(tf.complex(re, im))),
    tolerance: 1e-4,
  });

export const signals: Record<string, Operation> = {
  complexAbs: (draw) => ({
    inputs: complex(draw, draw.shape()),
    run: (re, im) => tf.abs(tf.complex(re, im)),
  }),
  'complex arithmetic': (draw) => {
    const shape = draw.shape();
    const [name, operation] = draw.one([
      ['add', tf.add],
      ['sub', tf.sub],
      ['mul', tf.mul],
    ] as const);
    return {
      inputs: [...complex(draw, shape), ...complex(draw, draw.beside(shape))],
      run: (a, b, c, d) => parts(operation(tf.complex(a, b), tf.complex(c, d))),
      about: { name },
      gradient: false,
    };
  },
  'complex parts': (draw) => ({
    inputs: complex(draw, draw.shape()),
    run: (re, im) => parts(tf.reshape(tf.complex(re, im), [-1])),
    gradient: false,
  }),
  fft: spectrum(tf.spectral.fft),
  ifft: spectrum(tf.spectral.ifft),
  rfft: (draw) => ({
    inputs: [draw.floats([draw.integer(1, 3), draw.integer(1, 9)])],
    run: (x: tf.Tensor) => parts(tf.spectral.rfft(x)),
    tolerance: 1e-4,
  }),
  irfft: (draw) => ({
    inputs: complex(draw, [draw.integer(1, 3), draw.integer(2, 6)]),
    run: (re, im) => tf.spectral.irfft(tf.complex(re, im)),
    tolerance: 1e-4,
  }),
  stft: (draw) => {
    const [length, step] = [draw.integer(2, 6), draw.integer(1, 3)];
    return {
      inputs: [draw.floats([length + draw.integer(0, 9)])],
      run: (x: tf.Tensor1D) => parts(tf.signal.stft(x, length, step)),
      tolerance: 1e-4,
      about: { length, step },
    };
  },
};
