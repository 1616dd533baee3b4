// Variance of the gradient of a linear scorer under importance sampling, and a share of each class, over that under as many
// samples drawn uniformly: on a table of numbers without a header whose last column is the class (0 and 1, or -1 and 1, quoted
// or not). After a build: `node packages/operator/bench/importance-sampling.mjs TABLE.csv [--draws=2000]`.
import { readFileSync } from 'node:fs';
import { rocAuc } from '@backdropjs/losses';
import { fixedCount, importanceSampling, stratified } from '@backdropjs/operator/masks';
import { scorer, spread } from './spread.mjs';

const file = process.argv.slice(2).find((argument) => !argument.startsWith('--'));
if (!file) throw new Error('importance-sampling: a table must be given, got none');
const draws = Number(process.argv.find((argument) => argument.startsWith('--draws='))?.slice(8) ?? 2000);

/** The table, each column with mean 0 and deviation 1. */
function readTable(path) {
  const lines = readFileSync(path, 'utf8').trim().split('\n');
  const numbers = lines.map((line) => line.replaceAll(/["']/g, '').split(',').map(Number));
  const columns = numbers[0].length - 1;
  const moments = Array.from({ length: columns }, (_, c) => {
    const mean = numbers.reduce((sum, row) => sum + row[c], 0) / numbers.length;
    const variance = numbers.reduce((sum, row) => sum + (row[c] - mean) ** 2, 0) / numbers.length;
    return [mean, Math.sqrt(variance)];
  });
  return {
    rows: numbers.map((row) =>
      Float32Array.from(moments, ([mean, deviation], c) => (row[c] - mean) / deviation),
    ),
    labels: Float32Array.from(numbers, (row) => (row[columns] > 0 ? 1 : 0)),
  };
}

const table = readTable(file);
const { rows, labels } = table;
const positives = labels.reduce((a, b) => a + b, 0);
console.log(`${rows.length} rows, ${positives} positive; ${draws} masks each, key 'draws'`);
for (const steps of [0, 100]) {
  const weights = scorer(table, steps);
  const scores = rows.map((row) => row.reduce((sum, x, j) => sum + x * weights[j], 0));
  const auc = rocAuc(scores, labels).toFixed(3);
  for (const rate of [0.9, 0.99]) {
    const uniform = spread(fixedCount({ rate }), table, weights, draws);
    const masks = {
      stratified: stratified({ rate, strata: labels }),
      'importance sampling': importanceSampling({ rate }),
    };
    for (const [name, mask] of Object.entries(masks)) {
      const { variance, bias } = spread(mask, table, weights, draws);
      const ratio = variance / uniform.variance;
      // Of each variance at most sqrt(2 / draws), when one direction dominates.
      const error = ratio * Math.sqrt(4 / draws);
      console.log(
        `${steps} steps (AUC ${auc}), rate ${rate}, ${name}: ${ratio.toPrecision(3)} +- ${error.toPrecision(1)} ` +
          `of the variance, bias of ${bias.toFixed(1)} standard errors at most`,
      );
    }
  }
}
