// Errors of every export have one form, `function: constraint, got value; remedy`, and a code. The exports are enumerated: one
// that is in no list below, or a loss that the contract suite does not know, fails a test.
import * as main from '@backdropjs/losses';
import * as batches from '@backdropjs/losses/batches';
import * as evaluation from '@backdropjs/losses/evaluation';
import * as ranking from '@backdropjs/losses/ranking';
import { describe, expect, it } from 'vitest';
import manifest from '../package.json';
import { show } from '../src/check';
import { calls, isLoss, labels, scores, survival } from './calls';
import { subjects } from './losses';
import { type Call, refusals, wrongs } from './refusals';
import { required } from './required';

const all: Record<string, unknown> = { ...main, ...batches, ...evaluation, ...ranking };
/** Who may speak in errors besides the export: the metric that it was given. */
const also = (name: string) =>
  name === 'aucMu' || typeof calls[name]?.[0] === 'function' ? ['rocAuc', 'ndcg'] : [];
const functions = Object.keys(all).filter((name) => name !== 'LossInputError');

it('every entry is here or in errors-tfjs.test.ts', () => {
  // That of './simd' takes no arguments.
  const entries = Object.keys(manifest.exports).filter((entry) => entry !== './package.json');
  expect(entries).toEqual(['.', './tfjs', './batches', './evaluation', './layers', './ranking', './simd']);
});

it('every export is a loss or has a call here', () => {
  expect(functions.filter((name) => !isLoss(name) && !(name in calls))).toEqual([]);
  expect(Object.keys(calls).filter((name) => !functions.includes(name))).toEqual(['useSimd']);
});

it('the plans of batches refuse epochs in the one form', async () => {
  for (const plan of [
    batches.stratifiedBatches(labels, { batchSize: 2, seed: 1 }),
    batches.listBatches(labels, { batchSize: 1, seed: 1 }),
  ]) {
    expect(await refusals(['stratifiedBatches', 'listBatches'], plan.epoch as Call, [0])).toBeGreaterThan(5);
  }
});

it('every loss over scores is in the list of the contract suite', () => {
  const known = new Set(subjects.map(({ loss }) => loss.name));
  const missing = functions.filter(isLoss).filter((name) => {
    const loss = (all[name] as Call)(required[name] ?? {}) as object;
    return 'targets' in loss && !known.has(name);
  });
  expect(missing).toEqual([]);
});

describe.each(functions.filter(isLoss))('%s', (name) => {
  const make = all[name] as Call;

  it('refuses wrong options in the one form', async () => {
    expect(await refusals([name], make, [required[name] ?? {}])).toBeGreaterThan(3);
  });

  it('refuses wrong scores, labels and inputs in the one form', async () => {
    const loss = make(required[name] ?? {}) as { valueAndGrad: Call; targets?: string[]; width: number };
    const right = loss.targets
      ? [Array(3 * loss.width).fill(0.5), loss.targets.length > 1 ? survival : labels, {}]
      : [scores, [0.1, 0.9, 0.3], { dimension: 1 }];
    expect(() => loss.valueAndGrad(...right)).not.toThrow();
    expect(await refusals([name], (...list) => loss.valueAndGrad(...list), right)).toBeGreaterThan(20);
  });
});

describe.each(Object.entries(calls).filter(([name]) => name in all))('%s', (name, right) => {
  it('takes its right arguments, and refuses wrong ones in the one form', async () => {
    expect(() => (all[name] as Call)(...right)).not.toThrow();
    expect(await refusals([name, ...also(name)], all[name] as Call, right)).toBeGreaterThan(5);
  });
});

it('show never fails', () => {
  const trap = (): never => {
    throw new Error('looked at');
  };
  const hostile = new Proxy(() => 1, { get: trap, getPrototypeOf: trap, has: trap, ownKeys: trap });
  const { proxy, revoke } = Proxy.revocable({}, {});
  revoke();
  const detached = new Float64Array(4);
  structuredClone(detached, { transfer: [detached.buffer] });
  for (const value of [...wrongs, hostile, proxy, detached, Array(1e9), new Float64Array(1e6)]) {
    expect(show(value).length).toBeLessThan(60);
  }
  expect(['0.5', 0.5, 1n, null, Symbol('s'), -0].map(show)).toEqual([
    '"0.5"',
    '0.5',
    '1n',
    'null',
    'Symbol(s)',
    '0',
  ]);
});
