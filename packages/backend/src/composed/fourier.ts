import type { KernelFunc } from '@tensorflow/tfjs-core';
import { kernelFunc } from '../tfjs/kernel-func';
import { floats } from '../tfjs/wasm-backend';

/**
 * Discrete Fourier transforms of the rows of a complex tensor, in double precision: in log n steps where n is a power of two, else by
 * Bluestein's algorithm as a convolution of such a length. tfjs's cpu kernel takes n^2 steps there, and makes tensors of every half.
 */
export function fourier(inverse: boolean): KernelFunc {
  return kernelFunc<'input'>(({ inputs, backend }) => {
    const { dataId, shape } = inputs.input;
    const pairs = [...shape, 2];
    const out = backend.makeOutput(pairs, 'float32');
    const [from, to] = [floats(backend, { dataId, shape: pairs, dtype: 'float32' }), floats(backend, out)];
    const n = shape.at(-1)!;
    const transform = transformOf(n);
    const [real, imag] = [new Float64Array(n), new Float64Array(n)];
    // The inverse is the transform with real and imaginary parts exchanged, over n.
    const [a, b, scale] = inverse ? [imag, real, 1 / n] : [real, imag, 1];
    for (let row = 0; row < to.length; row += 2 * n) {
      for (let i = 0; i < n; i++) {
        real[i] = from[row + 2 * i]!;
        imag[i] = from[row + 2 * i + 1]!;
      }
      transform(a, b);
      for (let i = 0; i < n; i++) {
        to[row + 2 * i] = real[i]! * scale;
        to[row + 2 * i + 1] = imag[i]! * scale;
      }
    }
    return { dataId: out.dataId, shape, dtype: 'complex64' };
  });
}

/** Transforms real and imaginary parts in place. */
type Transform = (real: Float64Array, imag: Float64Array) => void;

function transformOf(n: number): Transform {
  return (n & (n - 1)) === 0 ? radix2(n) : bluestein(n);
}

function radix2(n: number): Transform {
  const cosines = Float64Array.from({ length: n >> 1 }, (_, i) => Math.cos((2 * Math.PI * i) / n));
  const sines = Float64Array.from({ length: n >> 1 }, (_, i) => -Math.sin((2 * Math.PI * i) / n));
  return (real, imag) => {
    for (let i = 1, j = 0; i < n; i++) {
      let bit = n >> 1;
      for (; j & bit; bit >>= 1) j ^= bit;
      j ^= bit;
      if (i < j) {
        [real[i], real[j]] = [real[j]!, real[i]!];
        [imag[i], imag[j]] = [imag[j]!, imag[i]!];
      }
    }
    for (let half = 1; half < n; half *= 2) {
      const step = n / (2 * half);
      for (let start = 0; start < n; start += 2 * half) {
        for (let k = 0; k < half; k++) {
          const [p, q] = [start + k, start + k + half];
          const [c, s] = [cosines[k * step]!, sines[k * step]!];
          const x = real[q]! * c - imag[q]! * s;
          const y = real[q]! * s + imag[q]! * c;
          real[q] = real[p]! - x;
          imag[q] = imag[p]! - y;
          real[p] = real[p]! + x;
          imag[p] = imag[p]! + y;
        }
      }
    }
  };
}

/** With j k = (j^2 + k^2 - (k - j)^2) / 2 the transform is a convolution with e^(i pi m^2 / n). */
function bluestein(n: number): Transform {
  const size = 2 ** Math.ceil(Math.log2(2 * n - 1));
  const inner = radix2(size);
  // m^2 mod 2n keeps the angle small, and exact.
  const angle = (m: number) => (Math.PI * ((m * m) % (2 * n))) / n;
  const cosines = Float64Array.from({ length: n }, (_, m) => Math.cos(angle(m)));
  const sines = Float64Array.from({ length: n }, (_, m) => Math.sin(angle(m)));
  const [chirpReal, chirpImag] = [new Float64Array(size), new Float64Array(size)];
  for (let m = 0; m < n; m++) {
    chirpReal[m] = chirpReal[(size - m) % size] = cosines[m]!;
    chirpImag[m] = chirpImag[(size - m) % size] = sines[m]!;
  }
  inner(chirpReal, chirpImag);
  const [x, y] = [new Float64Array(size), new Float64Array(size)];
  return (real, imag) => {
    x.fill(0);
    y.fill(0);
    for (let i = 0; i < n; i++) {
      x[i] = real[i]! * cosines[i]! + imag[i]! * sines[i]!;
      y[i] = imag[i]! * cosines[i]! - real[i]! * sines[i]!;
    }
    inner(x, y);
    for (let i = 0; i < size; i++) {
      const p = x[i]! * chirpReal[i]! - y[i]! * chirpImag[i]!;
      y[i] = x[i]! * chirpImag[i]! + y[i]! * chirpReal[i]!;
      x[i] = p;
    }
    inner(y, x);
    for (let i = 0; i < n; i++) {
      const [p, q] = [x[i]! / size, y[i]! / size];
      real[i] = p * cosines[i]! + q * sines[i]!;
      imag[i] = q * cosines[i]! - p * sines[i]!;
    }
  };
}
