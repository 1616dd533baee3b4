import {
  Add,
  Cast,
  Complex,
  ComplexAbs,
  Concat,
  clone,
  complex,
  divNoNan,
  ExpandDims,
  FFT,
  fft,
  type GradFunc,
  Identity,
  IFFT,
  Imag,
  ifft,
  imag,
  Multiply,
  mul,
  Real,
  Reshape,
  real,
  Sub,
  split,
  type Tensor,
  util,
  zerosLike,
} from '@tensorflow/tfjs-core';
import { asGradient, byParts, conjugate, isComplex, scaled, sumTo } from './complex-tensors';
import { setGradient } from './set-gradient';
import { wrapGradient } from './wrap-gradient';

/**
 * Gradients of complex numbers and of Fourier transforms, of which tfjs has none: with them come those of `rfft`, `irfft`, `stft`
 * and of magnitudes. y = F z gives dz = F* dy, and F* is the transform the other way, times the number of values.
 */
export function registerComplexGradients(): void {
  setGradient(Complex, [], (dy: Tensor) => ({ real: () => real(dy), imag: () => imag(dy) }));
  setGradient(Real, [], (dy: Tensor) => ({ input: () => asGradient(complex(dy, zerosLike(dy))) }));
  setGradient(Imag, [], (dy: Tensor) => ({ input: () => asGradient(complex(zerosLike(dy), dy)) }));
  setGradient(ComplexAbs, { inputsToSave: ['x'], outputsToSave: [true] }, (dy: Tensor, [x, length]) => ({
    x: () => asGradient(byParts(x!, (part) => mul(dy, divNoNan(part, length!)))),
  }));
  setGradient(FFT, [], (dy: Tensor) => ({ input: () => asGradient(scaled(ifft(dy), dy.shape.at(-1)!)) }));
  setGradient(IFFT, [], (dy: Tensor) => ({ input: () => asGradient(scaled(fft(dy), 1 / dy.shape.at(-1)!)) }));
  setGradient(Cast, ['x'], (dy: Tensor, [x]) => ({
    x: () => {
      if (!isComplex(x!)) return isComplex(dy) ? real(dy) : clone(dy);
      return asGradient(isComplex(dy) ? clone(dy) : complex(dy, zerosLike(dy)));
    },
  }));

  whereComplex(Identity, (dy) => ({ x: () => clone(dy) }));
  whereComplex(Reshape, (dy, saved, attrs, stock) => stock(dy, saved, attrs));
  whereComplex(ExpandDims, (dy, saved, attrs, stock) => stock(dy, saved, attrs));
  whereComplex(Add, (dy, [a, b]) => ({ a: () => sumTo(dy, a!.shape), b: () => sumTo(dy, b!.shape) }));
  whereComplex(Sub, (dy, [a, b]) => ({
    a: () => sumTo(dy, a!.shape),
    b: () => scaled(sumTo(dy, b!.shape), -1),
  }));
  whereComplex(Multiply, (dy, [a, b]) => ({
    a: () => sumTo(mul(dy, conjugate(b!)), a!.shape),
    b: () => sumTo(mul(dy, conjugate(a!)), b!.shape),
  }));
  whereComplex(Concat, (dy, saved, attrs) => {
    const [axis] = util.parseAxisParam(attrs['axis'] as number, dy.shape) as [number];
    const sizes = saved.map(({ shape }) => shape[axis]!);
    const part = (x: Tensor, i: number) => split(x, sizes, axis)[i]!;
    return Object.fromEntries(saved.map((_, i) => [i, () => byParts(dy, (x) => part(x, i))]));
  });
}

type ComplexGradient = (
  dy: Tensor,
  saved: Tensor[],
  attrs: Parameters<GradFunc>[2],
  stock: GradFunc,
) => Record<string, () => Tensor>;

/** Replaces the gradient of an operation on numbers of both kinds where the result was complex. */
function whereComplex(kernelName: string, gradient: ComplexGradient): void {
  wrapGradient(kernelName, (stock) => (dy, saved, attrs) => {
    if (!isComplex(dy as Tensor)) return stock(dy, saved, attrs);
    const gradients = Object.entries(gradient(dy as Tensor, saved, attrs, stock));
    return Object.fromEntries(gradients.map(([name, compute]) => [name, () => asGradient(compute())]));
  });
}
