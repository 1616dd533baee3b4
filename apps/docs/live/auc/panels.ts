import { type Method, methods, type Outcome, type Trained } from './settings';

/** What is shown of a method. */
export interface Panel extends Pick<Trained, 'method' | 'auc' | 'pairs' | 'empty'> {
  /** Points of the ROC curves, from (0, 0) to (100, 100). */
  roc: { train: string; test: string };
}

export function panelOf(trained: Trained, { samples, testLabels }: Outcome): Panel {
  const { method, auc, pairs, empty, scores } = trained;
  const roc = { train: rocCurve(scores.train, samples.labels), test: rocCurve(scores.test, testLabels) };
  return { method, auc, pairs, empty, roc };
}

/** False positives against true ones, in percent, as a line of about a hundred points. */
export function rocCurve(scores: Float32Array, labels: Uint8Array): string {
  const order = [...scores.keys()].sort((a, b) => scores[b]! - scores[a]!);
  const positives = labels.reduce((sum, label) => sum + label, 0);
  const negatives = labels.length - positives;
  let [right, wrong, last] = [0, 0, '0,0'];
  const points = [last];
  for (const [i, sample] of order.entries()) {
    if (labels[sample] === 1) right++;
    else wrong++;
    // Samples of one score are passed together.
    if (scores[order[i + 1]!] === scores[sample]) continue;
    const point = `${Math.round((100 * wrong) / negatives)},${Math.round((100 * right) / positives)}`;
    if (point !== last) points.push(point);
    last = point;
  }
  return points.join(' ');
}

/** The mean difference of test AUC to the first method, over seeds, with its standard error. */
export interface Difference {
  method: Method;
  name: string;
  mean: number;
  difference: number;
  standardError: number;
}

export function differencesOf(bySeed: Outcome['bySeed']): Difference[] {
  const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const [base] = Object.values(bySeed);
  return Object.entries(bySeed).map(([method, values]) => {
    const differences = values.map((value, i) => value - base![i]!);
    const difference = mean(differences);
    const variance = differences.reduce((sum, d) => sum + (d - difference) ** 2, 0) / (values.length - 1);
    const standardError = Math.sqrt(variance / values.length);
    const name = methods[method as Method];
    return { method: method as Method, name, mean: mean(values), difference, standardError };
  });
}
