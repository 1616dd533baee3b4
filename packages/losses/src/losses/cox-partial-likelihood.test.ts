import { describe, expect, it } from 'vitest';
import { normals, uniforms } from '../../test/random';
import { coxPartialLikelihoodLoss } from './cox-partial-likelihood';
import type { TieMethod } from './partial-likelihood';

const n = 60;
const next = uniforms(5);
const scores = normals(n, 6);
// With ties, and a stratum 'c' of censored observations alone.
const strata = Array.from({ length: n }, () => 'abc'[Math.floor(3 * next())]!);
const time = Array.from({ length: n }, () => Math.floor(8 * next()));
const event = Array.from({ length: n }, (_, i) => Number(strata[i] !== 'c' && next() < 0.6));
const weights = Array.from({ length: n }, () => 0.2 + next());

/** The definition: for each event the logarithm of the risk of its stratum, term by term; Efron's for tied events. */
function stratified(s: ArrayLike<number>, ties: TieMethod, w: readonly number[]): number {
  const all = Array.from(s, (_, i) => i);
  let sum = 0;
  for (const i of all.filter((k) => event[k])) {
    const peers = all.filter((k) => strata[k] === strata[i]);
    const risk = peers.filter((k) => time[k]! >= time[i]!).reduce((r, k) => r + w[k]! * Math.exp(s[k]!), 0);
    const tied = peers.filter((k) => event[k] && time[k] === time[i]);
    const gone = ties === 'efron' ? tied.indexOf(i) / tied.length : 0;
    const tiedRisk = tied.reduce((r, k) => r + w[k]! * Math.exp(s[k]!), 0);
    sum += w[i]! * (Math.log(risk - gone * tiedRisk) - s[i]!);
  }
  return sum / all.reduce((total, i) => total + w[i]! * event[i]!, 0);
}

describe.each(['breslow', 'efron'] as const)('strata by %s', (ties) => {
  const loss = coxPartialLikelihoodLoss({ ties, groups: 'strata' });
  const given = ties === 'breslow' ? weights : undefined;
  const inputs = { groups: strata, ...(given && { weights: given }) };
  const ones = weights.map(() => 1);

  it('are summed, and divided by the events of all: a stratum without events counts nothing', () => {
    const { value } = loss.valueAndGrad(scores, { time, event }, inputs);
    expect(value).toBeCloseTo(stratified(scores, ties, given ?? ones), 13);
    const mean = coxPartialLikelihoodLoss({ ties, onUndefined: 'skip' });
    expect(Math.abs(mean.valueAndGrad(scores, { time, event }, inputs).value - value)).toBeGreaterThan(1e-3);
  });

  it('have the gradient of their sum', () => {
    const { grad } = loss.valueAndGrad(scores, { time, event }, inputs);
    for (let i = 0; i < n; i++) {
      const at = (step: number) =>
        stratified(
          scores.map((s, k) => (k === i ? s + step : s)),
          ties,
          given ?? ones,
        );
      expect(grad[i]).toBeCloseTo((at(1e-5) - at(-1e-5)) / 2e-5, 8);
    }
  });

  it('are one list when there is one, and when there are no groups', () => {
    const plain = coxPartialLikelihoodLoss({ ties }).valueAndGrad(scores, { time, event });
    for (const groups of [undefined, strata.map(() => 'all')]) {
      const { value, grad } = loss.valueAndGrad(scores, { time, event }, { groups });
      expect(value).toBeCloseTo(plain.value, 14);
      for (let i = 0; i < n; i++) expect(grad[i]).toBeCloseTo(plain.grad[i]!, 14);
    }
  });

  it('leave masked items out', () => {
    const mask = strata.map((stratum) => stratum !== 'b');
    const masked = loss.valueAndGrad(scores, { time, event }, { ...inputs, mask });
    const kept = <A>(all: ArrayLike<A>) => Array.from(all).filter((_, i) => mask[i]);
    const alone = loss.valueAndGrad(
      kept(scores),
      { time: kept(time), event: kept(event) },
      { groups: kept(strata), ...(given && { weights: kept(given) }) },
    );
    expect(masked.value).toBe(alone.value);
    expect(kept(masked.grad)).toEqual([...alone.grad]);
  });
});

it('strata without any event are undefined, as onUndefined says', () => {
  const labels = { time, event: event.map(() => 0) };
  const run = (onUndefined: 'throw' | 'skip' | 'zero' | 'nan') =>
    coxPartialLikelihoodLoss({ groups: 'strata', onUndefined }).valueAndGrad(scores, labels, {
      groups: strata,
    });
  expect(() => run('throw')).toThrow('coxPartialLikelihoodLoss: needs an uncensored observation, got none');
  expect(() => run('skip')).toThrow('coxPartialLikelihoodLoss: needs an uncensored observation, got none');
  expect(run('zero')).toEqual({ value: 0, grad: new Float64Array(n) });
  expect(run('nan').value).toBeNaN();
});

it('refuses groups that are neither lists nor strata', () => {
  expect(() => coxPartialLikelihoodLoss({ groups: 'stratum' as 'strata' })).toThrow(
    'coxPartialLikelihoodLoss: groups must be one of "lists", "strata", got "stratum"',
  );
});
