// Golden vectors of ./ranking, soft targets, weighted ties and strata, of PyTorch's autograd: test/golden/make-autograd.py makes them.
import { fileURLToPath } from 'node:url';
import {
  coxPartialLikelihoodLoss,
  diceLoss,
  type Loss,
  type LossInputs,
  softFBetaLoss,
  tverskyLoss,
} from '@backdropjs/losses';
import { approxNdcgAtKLoss, lambdaLoss, multiclassAucLoss, rankNetLoss } from '@backdropjs/losses/ranking';
import { expect, it } from 'vitest';
import { readGolden } from '../../../tools/testing/golden';
import { tellDifference } from './golden-cases';

// biome-ignore lint/suspicious/noExplicitAny: what JSON holds is checked by the functions themselves
type Any = any;
interface Suite {
  name: string;
  cases: {
    input: LossInputs & { scores: number[]; labels: Any; options: Any; kind?: 'dice' | 'tversky' | 'f' };
    expected: { value: number; gradient: number[] };
  }[];
}

const { suites } = readGolden<{ suites: Suite[] }>(
  fileURLToPath(new URL('.', import.meta.url)),
  'autograd.json',
);

/** What answers each suite. */
const answers: Record<string, (options: Any, kind: 'dice' | 'tversky' | 'f') => Loss> = {
  rank_net: rankNetLoss,
  lambda_loss: lambdaLoss as Any,
  multiclass_auc: multiclassAucLoss,
  soft_overlap: (options, kind) =>
    ({ dice: diceLoss, tversky: tverskyLoss, f: softFBetaLoss })[kind](options) as Any,
  weighted_efron: coxPartialLikelihoodLoss as Any,
  approx_ndcg: approxNdcgAtKLoss as Any,
  cox_strata: coxPartialLikelihoodLoss as Any,
};

it('every suite has an answer', () => {
  expect(suites.map(({ name }) => name)).toEqual(Object.keys(answers));
});

it.each(suites.map(({ name, cases }) => [name, cases] as const))('%s', (name, cases) => {
  expect(cases.length).toBeGreaterThan(0);
  let most = 0;
  for (const [at, { input, expected }] of cases.entries()) {
    const { scores, labels, options, kind = 'f', ...inputs } = input;
    const { value, grad } = answers[name]!(options, kind).valueAndGrad(scores, labels, inputs);
    const largest = expected.gradient.reduce((most, slope) => Math.max(most, Math.abs(slope)), 0);
    const difference = Math.abs(value - expected.value);
    expect(difference, `case ${at}`).toBeLessThan(1e-12 + 1e-10 * Math.abs(expected.value));
    most = Math.max(most, difference / Math.max(1e-2, Math.abs(expected.value)));
    for (const [i, slope] of expected.gradient.entries()) {
      const error = Math.abs(grad[i]! - slope);
      most = Math.max(most, error / Math.max(1e-3, largest));
      if (error > 1e-13 + 1e-10 * largest) {
        expect.fail(`case ${at}, slope ${i}: got ${grad[i]}, want ${slope}; ${JSON.stringify(input)}`);
      }
    }
  }
  tellDifference(name, cases.length, most);
});
