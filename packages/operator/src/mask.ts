// Masks as plain arrays; tensors are made from them only where a gradient is really taken.
import type { Key } from '@backdropjs/random';
import { drawBernoulli } from '@backdropjs/random/unchecked';
import {
  checkFunction,
  checkKey,
  checkRate,
  isListOf,
  isNumbers,
  isWord,
  readOptions,
  refuse,
  refuseKind,
  resolveAxes,
} from './check';
import { checkScale, gradientScale, type MaskScale } from './scale';

/** The positions that a mask weighs: sizes along the masked axes, 1 along all others. */
export interface MaskPositions {
  /** Masked axes counted from the front, in the caller's order. */
  readonly axes: readonly number[];
  /** Shape of the mask, of the full rank of the tensor. */
  readonly shape: readonly number[];
  /** Number of positions; they are numbered in row-major order. */
  readonly total: number;
  /** Number of the training step, where who draws the mask counts them: layers and `fitNonDecomposable` do. */
  readonly step?: number;
  /** The key of all steps, of which `key` is the one of this step; where steps are counted. */
  readonly root?: Key;
  /** Length of each sample's gradient of the loss by its scores, where samples are masked: `nonDecomposableGradients`. */
  readonly gradient?: Float32Array;
}

/**
 * Weights of the positions on the gradient, one for each, drawn with the key of a step: the same for the same arguments.
 * Where they have expectation 1, the gradient keeps its own. A position of weight 0 is dropped.
 */
export type MaskFunction = (positions: MaskPositions, key: Key) => Float32Array;

/** Where a mask is and where its numbers come from. */
interface AxesAndKey {
  /** Axes along which positions are weighed one by one; a negative axis counts from the end. */
  axes: readonly number[];
  /** Key of `@backdropjs/random`. The same key draws the same mask, on every backend and engine. */
  key: Key;
}

/** A mask that drops positions independently of each other. */
export interface RateMaskOptions extends AxesAndKey {
  /** Chance in [0, 1) that a position is dropped. */
  rate: number;
  /** Keeps exactly these positions, index tuples in the order of `axes`, instead of drawing them (for diagnosis). */
  keep?: readonly (readonly number[])[] | undefined;
  /** Not with a rate. */
  mask?: undefined;
}

/** Any other mask. */
export interface FunctionMaskOptions extends AxesAndKey {
  /** Weights of the positions, in place of `rate`, `keep` and a scale: your own, or of `@backdropjs/operator/masks`. */
  mask: MaskFunction;
  /** Not with a mask of your own. */
  rate?: undefined;
  /** Not with a mask of your own. */
  keep?: undefined;
}

/** What a mask is drawn from. */
export type MaskOptions = RateMaskOptions | FunctionMaskOptions;

/** What {@link prepareMask} returns. */
interface PreparedMask {
  readonly shape: number[];
  readonly total: number;
  /** Draws the weights, counts those that are not 0, and tells what they are to be multiplied by. */
  draw(): { values: Float32Array; kept: number; factor: number };
}

/** Checks what a mask is drawn from, for a tensor of the given shape; `pin` reads `keep`, where that may be given. */
export function prepareMask(
  caller: string,
  tensorShape: readonly number[],
  options: MaskOptions & { scale?: MaskScale | undefined },
  pin?: typeof pinKept,
): PreparedMask {
  // The same options may be given to `sampleMask` and to `backdrop`.
  const ofRates = options?.mask ? [] : ['rate', 'scale', 'keep'];
  readOptions(caller, options, ['axes', 'key', 'mask', ...ofRates]);
  const { rate, key, scale = 'realized', keep, mask } = options;
  if (mask) checkFunction(caller, 'mask', mask);
  else checkRate(caller, rate);
  checkScale(caller, scale);
  checkKey(caller, key);
  if (!isListOf(tensorShape, isWord))
    refuse(caller, 'shape must be an array of sizes', tensorShape, isNumbers);
  const axes = resolveAxes(caller, options.axes, tensorShape.length);
  const shape = tensorShape.map((size, axis) => (axes.includes(axis) ? size : 1));
  const total = shape.reduce((product, size) => product * size, 1);
  // A mask of 2^26 positions takes 256 MB, and a second to draw.
  if (!(total > 0 && total <= 2 ** 26)) {
    refuse(caller, `shape must have 1 to 2^26 positions along axes [${axes}]`, tensorShape, isNumbers);
  }
  const pinned = keep !== undefined && pin!(caller, axes, shape, total, keep);
  return {
    shape,
    total,
    draw() {
      const values = mask
        ? drawWeights(caller, mask, { axes, shape, total }, key)
        : pinned || drawKept(total, rate!, key);
      let kept = 0;
      for (const value of values) if (value) kept++;
      return { values, kept, factor: mask ? 1 : gradientScale(scale, rate!, kept, total) };
    },
  };
}

/** The weights that a mask function draws, checked. */
export function drawWeights(
  caller: string,
  mask: MaskFunction,
  positions: MaskPositions,
  key: Key,
): Float32Array {
  const values = mask(positions, key);
  const { total } = positions;
  if (!(values instanceof Float32Array && values.length === total && values.every(Number.isFinite))) {
    refuseKind(caller, `mask must return a Float32Array of ${total} finite weights`, values);
  }
  // What it returns may be filled anew.
  return values.slice();
}

/** Keeps each position with probability 1 - rate; if that keeps none, one position drawn uniformly. */
export function drawKept(total: number, rate: number, key: Key): Float32Array {
  const values = drawBernoulli(key, 1 - rate, new Float32Array(total));
  if (!values.includes(1)) {
    // The 53 draws that follow are fresh numbers of the same key: the bits of an index, uniform to total / 2^53.
    const bits = drawBernoulli(key, 0.5, new Float32Array(total + 53)).subarray(total);
    values[bits.reduce((index, bit) => 2 * index + bit, 0) % total] = 1;
  }
  return values;
}

/** Keeps exactly the positions named by index tuples along `axes`. */
export function pinKept(
  caller: string,
  axes: readonly number[],
  shape: readonly number[],
  total: number,
  keep: readonly (readonly number[])[],
): Float32Array {
  const values = new Float32Array(total);
  const pins = (index: readonly number[]) =>
    isListOf(index, (i, n) => isWord(i) && i < shape[axes[n]!]!) &&
    index.length === axes.length &&
    // Not a second time.
    !values[shape.reduce((sum, size, axis) => sum * size + (index[axes.indexOf(axis)] ?? 0), 0)]!++;
  if (!(isListOf(keep, pins) && keep.length)) {
    const constraint = `keep must be an array of different indices along axes [${axes}] inside [${shape}]`;
    refuse(caller, constraint, keep, (list) => isListOf(list as unknown[], isNumbers));
  }
  return values;
}
