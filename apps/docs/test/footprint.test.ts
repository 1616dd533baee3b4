import { initBackend } from '@backdropjs/backend';
import { sampleMask } from '@backdropjs/operator';
import { foldIn, key } from '@backdropjs/random';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import {
  averageFootprint,
  drawField,
  type Footprint,
  footprint,
  type Settings,
} from '../live/footprint/footprint';
import { placements, size } from '../live/footprint/settings';

const settings: Settings = { seed: 1, step: 0, label: 1, rates: { fine: 0.8, coarse: 0.8 } };

beforeAll(async () => {
  await initBackend({ backends: ['cpu'] });
});

/** Whether each pixel lies in the receptive field of a kept position. */
function covered({ kept }: Footprint): boolean[] {
  return Array.from({ length: size * size }, (_, i) => {
    const [row, column] = [Math.floor(i / size), i % size];
    return kept.some(
      (square) =>
        row >= square.row &&
        row < square.row + square.size &&
        column >= square.column &&
        column < square.column + square.size,
    );
  });
}

describe.each(['fine', 'coarse'] as const)('%s mask', (placement) => {
  it('lets the gradient reach the receptive fields of the kept positions, and nothing else', () => {
    for (const step of [0, 1, 2]) {
      const result = footprint(drawField(settings), { ...settings, step }, [placement]);
      const inside = covered(result);
      expect(result.gradient.every((value, i) => value === 0 || inside[i])).toBe(true);
      // Relus switch single paths off, but most pixels inside are reached.
      const reached = result.gradient.filter((value) => value > 0).length;
      expect(reached).toBeGreaterThan(0.7 * inside.filter(Boolean).length);
    }
  });

  it('lets everything through at rate 0', () => {
    const off = { ...settings, rates: { fine: 0, coarse: 0 } };
    const field = drawField(off);
    const result = footprint(field, off, [placement]);
    expect(result.kept).toHaveLength(placement === 'fine' ? 256 : 16);
    expect(result.gradient).toEqual(footprint(field, off, []).gradient);
  });
});

it('depends on the seed and the step only', () => {
  const field = drawField(settings);
  const once = footprint(field, settings, ['fine', 'coarse']);
  expect(footprint(drawField(settings), settings, ['fine', 'coarse'])).toEqual(once);
  expect(footprint(field, { ...settings, step: 1 }, ['fine', 'coarse']).gradient).not.toEqual(once.gradient);
  expect(drawField({ ...settings, seed: 2 })).not.toEqual(field);
});

it('leaks no tensor', () => {
  const field = drawField(settings);
  const before = tf.memory().numTensors;
  footprint(field, settings, ['fine', 'coarse']);
  expect(tf.memory().numTensors).toBe(before);
});

it('the average over 100 masks lies within 5 standard errors of the full gradient at 99 % of the pixels', () => {
  const field = drawField(settings);
  const full = footprint(field, settings, []).gradient;
  const count = 100;
  const average = averageFootprint(field, settings, ['fine'], count);
  // Of the standard error, from the mean of squares over the same masks; |average| is at least as close to |full| as their signed ones.
  const squares = new Float64Array(full.length);
  for (let i = 0; i < count; i++) {
    const { gradient } = footprint(field, { ...settings, step: settings.step + i }, ['fine']);
    for (const [pixel, value] of gradient.entries()) squares[pixel]! += (value * value) / count;
  }
  const near = full.filter((value, pixel) => {
    const error = Math.sqrt(Math.max(squares[pixel]! - value * value, 0) / count);
    return Math.abs(average[pixel]! - value) <= 5 * error + 1e-7;
  });
  expect(near.length).toBeGreaterThanOrEqual(0.99 * full.length);
});

it('as many positions are said to be kept as the mask holds ones', () => {
  for (const placement of ['fine', 'coarse'] as const) {
    const { positions } = placements[placement];
    const { kept } = footprint(drawField(settings), settings, [placement]);
    const { mask } = sampleMask([1, positions, positions, 1], {
      rate: settings.rates[placement],
      axes: [1, 2],
      key: foldIn(key(settings.seed), 'mask', placement, settings.step),
    });
    expect(kept).toHaveLength(tf.sum(mask).dataSync()[0]!);
    mask.dispose();
  }
});
