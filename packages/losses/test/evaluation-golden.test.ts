// Golden vectors of ./evaluation, of scikit-learn, NumPy and definitions: test/golden/make-evaluation.py makes them.
import { fileURLToPath } from 'node:url';
import { averagePrecision, fBeta, ndcg, rocAuc } from '@backdropjs/losses';
import * as evaluation from '@backdropjs/losses/evaluation';
import { expect, it } from 'vitest';
import { readGolden } from '../../../tools/testing/golden';
import { revive, tellDifference } from './golden-cases';

// biome-ignore lint/suspicious/noExplicitAny: what JSON holds is checked by the functions themselves
type Any = any;
interface Suite {
  name: string;
  cases: { input: Any; expected: Record<string, unknown> }[];
}

const { suites } = readGolden<{ suites: Suite[] }>(
  fileURLToPath(new URL('.', import.meta.url)),
  'evaluation.json',
);

const metrics: Record<string, evaluation.ScoreMetric> = {
  rocAuc,
  averagePrecision,
  ndcg,
  f: (scores, labels, inputs) => fBeta(scores, labels, { ...inputs, threshold: 0.5 }),
};

const interval = ({ value, standardError, low, high }: evaluation.Interval) => [
  value,
  standardError,
  low,
  high,
];
const point = ({ threshold, precision, recall }: evaluation.OperatingPoint) => [threshold, precision, recall];

/** Of two parts, one of them by way of JSON, merged. */
const binned =
  (make: Any) =>
  ({ scores, labels, weights, cut, options }: Any): Any => {
    const parts = [make(options), make(options)];
    for (const [at, total] of parts.entries()) {
      const part = (all: Any): Any =>
        Array.isArray(all)
          ? at
            ? all.slice(cut)
            : all.slice(0, cut)
          : { time: part(all.time), event: part(all.event) };
      if (part(scores).length)
        total.update(part(scores), part(labels), weights && { weights: part(weights) });
    }
    parts[1].merge(make(options, JSON.parse(JSON.stringify(parts[0]))));
    return parts[1].value();
  };

/** What answers each suite. */
const answers: Record<string, (input: Any) => Record<string, unknown>> = {
  by_group({ metric, scores, labels, inputs }) {
    const { value, parts } = evaluation.byGroup(metrics[metric]!, scores, labels, inputs);
    return { value, values: parts.map((part) => part.value) };
  },
  one_vs_rest: ({ metric, scores, labels, inputs }) =>
    evaluation.oneVsRest(metrics[metric]!, scores, labels, inputs) as Any,
  one_vs_one: ({ metric, scores, labels, inputs }) =>
    evaluation.oneVsOne(metrics[metric]!, scores, labels, inputs) as Any,
  auc_mu: ({ scores, labels, inputs }) => evaluation.aucMu(scores, labels, inputs) as Any,
  multilabel: ({ metric, scores, labels, inputs }) =>
    evaluation.multilabel(metrics[metric]!, scores, labels, inputs) as Any,
  top_k: ({ scores, labels, inputs }) => ({
    reciprocalRank: evaluation.reciprocalRank(scores, labels, inputs),
    hitRateAtK: evaluation.hitRateAtK(scores, labels, inputs),
  }),
  thresholds({ scores, labels, weights, at, beta }) {
    const best = evaluation.bestFBeta(scores, labels, { weights, beta });
    // What it says of its threshold is true.
    expect(fBeta(scores, labels, { weights, beta, threshold: best.threshold })).toBeCloseTo(best.value, 12);
    return {
      atPrecision: point(evaluation.thresholdAtPrecision(scores, labels, { weights, targetPrecision: at })),
      atRecall: point(evaluation.thresholdAtRecall(scores, labels, { weights, targetRecall: at })),
      bestF: best.value,
    };
  },
  probabilities({ scores, logits, labels, weights, bins }) {
    const parts = evaluation.brierScore(scores, labels, { weights, bins });
    const { brier, reliability, resolution, uncertainty, within } = parts;
    expect(reliability - resolution + uncertainty + within).toBeCloseTo(brier, 12);
    return {
      ...parts,
      crossEntropy: evaluation.crossEntropy(scores, labels, { weights, fromLogits: false }),
      ofLogits: evaluation.crossEntropy(logits, labels, { weights, fromLogits: true }),
    };
  },
  delong({ scores, second, labels, confidence }) {
    const difference = evaluation.rocAucDifference(scores, second, labels, { confidence });
    return {
      auc: interval(evaluation.rocAucInterval(scores, labels, { confidence })),
      difference: [...interval(difference), difference.pValue],
    };
  },
  bootstrap({ scores, labels, inputs }) {
    const result = evaluation.bootstrapInterval((s, y) => rocAuc(s, y), scores, labels, inputs);
    return { interval: interval(result), skipped: result.skipped };
  },
  binned_roc_auc: binned(evaluation.binnedRocAucAccumulator),
  binned_average_precision: binned(evaluation.binnedAveragePrecisionAccumulator),
  binned_concordance: binned(evaluation.binnedConcordanceAccumulator),
};

it('every suite has an answer', () => {
  expect(suites.map(({ name }) => name)).toEqual(Object.keys(answers));
});

it.each(suites.map(({ name, cases }) => [name, cases] as const))('%s', (name, cases) => {
  expect(cases.length).toBeGreaterThan(0);
  let largest = 0;
  for (const [at, { input, expected }] of cases.entries()) {
    const got = answers[name]!(revive(input));
    for (const [field, want] of Object.entries(expected)) {
      const [own, wanted] = [[got[field]].flat(), [revive(want)].flat().map(revive)] as [number[], number[]];
      const isClose = wanted.every((value, i) => {
        if (Object.is(own[i], value)) return true;
        const difference = Math.abs(own[i]! - value);
        largest = Math.max(largest, difference / Math.max(1, Math.abs(value)));
        return difference <= 1e-12 + 1e-11 * Math.abs(value);
      });
      if (!isClose || own.length !== wanted.length) {
        expect.fail(`case ${at}, ${field}: got ${own}, want ${wanted}; ${JSON.stringify(input)}`);
      }
    }
  }
  tellDifference(name, cases.length, largest);
});
