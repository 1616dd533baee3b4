// How much the gradient of a linear scorer varies under a mask over the samples.
import { pairwiseAucLoss } from '@backdropjs/losses';
import { atStep } from '@backdropjs/operator/masks';
import { key, normal } from '@backdropjs/random';

const loss = pairwiseAucLoss();
const scoresOf = (rows, weights) =>
  Float32Array.from(rows, (row) => row.reduce((sum, x, j) => sum + x * weights[j], 0));
const gradientOf = (rows, factorOf, length) =>
  Float64Array.from({ length }, (_, j) => rows.reduce((sum, row, i) => sum + factorOf(i) * row[j], 0));

export function scorer({ rows, labels }, steps) {
  const weights = normal(key('direction'), rows[0].length);
  for (let step = 0; step < steps; step++) {
    const { grad } = loss.valueAndGrad(scoresOf(rows, weights), labels);
    for (const [j, slope] of gradientOf(rows, (i) => grad[i], weights.length).entries()) weights[j] -= slope;
  }
  return weights;
}

export function spread(mask, { rows, labels }, weights, draws) {
  const { grad } = loss.valueAndGrad(scoresOf(rows, weights), labels);
  const total = rows.length;
  const gradient = Float32Array.from(grad, Math.abs);
  const full = gradientOf(rows, (i) => grad[i], weights.length);
  const all = Array.from({ length: draws }, (_, step) => {
    const drawn = atStep(mask, step)({ axes: [0], shape: [total], total, gradient }, key('draws'));
    return gradientOf(rows, (i) => drawn[i] * grad[i], weights.length);
  });
  const means = full.map((_, j) => all.reduce((sum, drawn) => sum + drawn[j], 0) / draws);
  const variances = full.map(
    (_, j) => all.reduce((sum, drawn) => sum + (drawn[j] - means[j]) ** 2, 0) / (draws - 1),
  );
  const bias = full.map((value, j) => Math.abs(means[j] - value) / Math.sqrt(variances[j] / draws));
  return { variance: variances.reduce((a, b) => a + b, 0), bias: Math.max(...bias) };
}
