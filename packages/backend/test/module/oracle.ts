/** A sliding window, as in `CONVOLUTION`. */
export interface Window {
  batch: number;
  inputHeight: number;
  inputWidth: number;
  inputChannels: number;
  outputHeight: number;
  outputWidth: number;
  outputChannels: number;
  filterHeight: number;
  filterWidth: number;
  strideHeight: number;
  strideWidth: number;
  dilationHeight: number;
  dilationWidth: number;
  padTop: number;
  padLeft: number;
}

/** Float64 sums of products, their sums of absolute values, and the number of terms of each. */
export class Sums {
  readonly value: Float64Array;
  readonly magnitude: Float64Array;
  readonly terms: Float64Array;

  constructor(readonly length: number) {
    this.value = new Float64Array(length);
    this.magnitude = new Float64Array(length);
    this.terms = new Float64Array(length);
  }

  add(at: number, product: number): void {
    this.value[at]! += product;
    this.magnitude[at]! += Math.abs(product);
    this.terms[at]! += 1;
  }

  /**
   * The largest error of `got` over its bound: n float32 products added up in any order err by at most
   * n 2^-24 times the sum of their absolute values (to first order); + 1 for a final rounding.
   */
  worst(got: Float32Array): number {
    let worst = 0;
    for (let i = 0; i < this.length; i++) {
      const error = Math.abs(got[i]! - this.value[i]!);
      if (error === 0) continue;
      // NaN stays, and fails.
      worst = Math.max(worst, error / ((this.terms[i]! + 1) * 2 ** -24 * this.magnitude[i]! + 2 ** -149));
    }
    return worst;
  }
}

/** Calls back for every (output position, tap inside the image): flat indices without channels. */
export function forEachTap(w: Window, visit: (output: number, input: number, tap: number) => void): void {
  for (let n = 0; n < w.batch; n++) {
    for (let y = 0; y < w.outputHeight; y++) {
      for (let x = 0; x < w.outputWidth; x++) {
        const output = (n * w.outputHeight + y) * w.outputWidth + x;
        for (let ky = 0; ky < w.filterHeight; ky++) {
          const iy = y * w.strideHeight + ky * w.dilationHeight - w.padTop;
          if (iy < 0 || iy >= w.inputHeight) continue;
          for (let kx = 0; kx < w.filterWidth; kx++) {
            const ix = x * w.strideWidth + kx * w.dilationWidth - w.padLeft;
            if (ix < 0 || ix >= w.inputWidth) continue;
            visit(output, (n * w.inputHeight + iy) * w.inputWidth + ix, ky * w.filterWidth + kx);
          }
        }
      }
    }
  }
}

type Role = 'input' | 'filter' | 'output';

/** The convolution (or depthwise convolution) that sums over the other two roles into `target`. */
export function convolutionSums(
  w: Window,
  target: Role,
  values: { input?: Float32Array; filter?: Float32Array; output?: Float32Array },
  depthwise = false,
): Sums {
  const { inputChannels: inputs, outputChannels: outputs } = w;
  const multiplier = outputs / inputs;
  const sizes = {
    input: w.batch * w.inputHeight * w.inputWidth * inputs,
    filter: w.filterHeight * w.filterWidth * (depthwise ? outputs : inputs * outputs),
    output: w.batch * w.outputHeight * w.outputWidth * outputs,
  };
  const sums = new Sums(sizes[target]);
  const { input, filter, output } = values;
  forEachTap(w, (position, pixel, tap) => {
    for (let i = 0; i < inputs; i++) {
      const from = depthwise ? i * multiplier : 0;
      const to = depthwise ? from + multiplier : outputs;
      const inputAt = pixel * inputs + i;
      for (let o = from; o < to; o++) {
        const filterAt = depthwise ? tap * outputs + o : (tap * inputs + i) * outputs + o;
        const outputAt = position * outputs + o;
        if (target === 'input') sums.add(inputAt, filter![filterAt]! * output![outputAt]!);
        else if (target === 'filter') sums.add(filterAt, input![inputAt]! * output![outputAt]!);
        else sums.add(outputAt, input![inputAt]! * filter![filterAt]!);
      }
    }
  });
  return sums;
}
