// Importance sampling beside the same number of samples drawn uniformly: variance of the gradient of a linear scorer. On a
// table of numbers whose last column is the class (0 and 1, or -1 and 1, quoted or not), without a header:
// BACKDROPJS_TABLE=table.csv pnpm exec vitest --project operator importance-sampling
import { readFileSync } from 'node:fs';
import { pairwiseAucLoss } from '@backdropjs/losses';
import { foldIn, key, normal } from '@backdropjs/random';
import { expect, it } from 'vitest';
import type { MaskFunction } from '../src/index';
import { atStep, fixedCount, importanceSampling, stratified } from '../src/masks';

interface Table {
  rows: Float32Array[];
  labels: Float32Array;
}

/** One sample in fifty is positive, and lies apart. */
function madeTable(): Table {
  const labels = Float32Array.from({ length: 3000 }, (_, i) => (i % 50 === 0 ? 1 : 0));
  const rows = Array.from(labels, (label, i) => normal(foldIn(key(1), i), 6).map((z) => z + label));
  return { rows: rows.map((row) => Float32Array.from(row)), labels };
}

function readTable(file: string): Table {
  const lines = readFileSync(file, 'utf8').trim().split('\n');
  const numbers = lines.map((line) => line.replaceAll(/["']/g, '').split(',').map(Number));
  const columns = numbers[0]!.length - 1;
  const moments = Array.from({ length: columns }, (_, c) => {
    const mean = numbers.reduce((sum, row) => sum + row[c]!, 0) / numbers.length;
    const variance = numbers.reduce((sum, row) => sum + (row[c]! - mean) ** 2, 0) / numbers.length;
    return [mean, Math.sqrt(variance)] as const;
  });
  return {
    rows: numbers.map((row) =>
      Float32Array.from(moments, ([mean, deviation], c) => (row[c]! - mean) / deviation),
    ),
    labels: Float32Array.from(numbers, (row) => (row[columns]! > 0 ? 1 : 0)),
  };
}

/** Sum over the weights of the variance of the masked gradient, and the square of its bias in standard errors. */
function spread(mask: MaskFunction, { rows, labels }: Table, draws: number) {
  const direction = normal(key('direction'), rows[0]!.length);
  const scores = Float32Array.from(rows, (row) => row.reduce((sum, x, j) => sum + x * direction[j]!, 0));
  const { grad } = pairwiseAucLoss().valueAndGrad(scores, labels);
  const total = rows.length;
  const gradient = Float32Array.from(grad, Math.abs);
  const weighted = (weights: ArrayLike<number>) =>
    direction.map((_, j) => rows.reduce((sum, row, i) => sum + weights[i]! * grad[i]! * row[j]!, 0));
  const full = weighted(new Float32Array(total).fill(1));
  const all = Array.from({ length: draws }, (_, step) =>
    weighted(atStep(mask, step)({ axes: [0], shape: [total], total, gradient }, key('draws'))),
  );
  const means = full.map((_, j) => all.reduce((sum, drawn) => sum + drawn[j]!, 0) / draws);
  const variances = full.map(
    (_, j) => all.reduce((sum, drawn) => sum + (drawn[j]! - means[j]!) ** 2, 0) / (draws - 1),
  );
  const bias = full.map((value, j) => Math.abs(means[j]! - value) / Math.sqrt(variances[j]! / draws));
  return { variance: variances.reduce((a, b) => a + b, 0), bias: Math.max(...bias) };
}

it('importance sampling has less variance than as many samples drawn uniformly, and no bias', () => {
  const file = process.env['BACKDROPJS_TABLE'];
  const table = file ? readTable(file) : madeTable();
  const draws = file ? 1000 : 300;
  const uniform = spread(fixedCount({ rate: 0.9 }), table, draws);
  const byClass = spread(stratified({ rate: 0.9, strata: table.labels }), table, draws);
  const importance = spread(importanceSampling({ rate: 0.9 }), table, draws);
  if (file) {
    const ratios = {
      stratified: byClass.variance / uniform.variance,
      importance: importance.variance / uniform.variance,
    };
    console.log(`variance over that of as many drawn uniformly, ${table.rows.length} rows:`, ratios);
  }
  for (const { bias } of [uniform, byClass, importance]) expect(bias).toBeLessThan(5);
  // The relative standard error of a variance is at most about sqrt(2 / 300) = 8 %.
  expect(importance.variance).toBeLessThan(0.7 * uniform.variance);
  expect(byClass.variance).toBeLessThan(0.9 * uniform.variance);
});
