// Weights that masks draw along a grid, and what is asked of them.
import { key } from '@backdropjs/random';
import type { MaskFunction, MaskPositions } from '../src/index';
import { atStep } from '../src/masks';
import { inclusionChances } from '../src/masks/importance-sampling';

export const draws = 20_000;
export const root = key('masks');

/** Positions along a grid. */
export const grid = (...shape: number[]): MaskPositions => ({
  axes: shape.map((_, axis) => axis),
  shape,
  total: shape.reduce((product, size) => product * size, 1),
});
/** The weights of each step, with the keys that a layer draws with. */
export const drawn = (mask: MaskFunction, positions: MaskPositions, steps = draws): Float32Array[] =>
  Array.from({ length: steps }, (_, step) => atStep(mask, step)(positions, root));

export const groups = Array.from({ length: 30 }, (_, i) => Math.floor(Math.sqrt(i)));
export const gradient = Float32Array.from({ length: 30 }, (_, i) => (i % 6) ** 2 / 10);
export const chances = inclusionChances(gradient, 9);

export const kept = (weights: Float32Array) => weights.filter(Boolean).length;
/** Mean of a product of two weights over steps, less 1. */
export const covariance = (pairs: [number, number][]) =>
  pairs.reduce((sum, [a, b]) => sum + a * b, 0) / pairs.length - 1;
