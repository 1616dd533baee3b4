// Hostile arguments to every export: an error of ours or the planted one, soon, and no tensor left. A share runs in CI; all:
// BACKDROPJS_FUZZ=10000 pnpm exec vitest run --project operator fuzz
import { foldIn, key } from '@backdropjs/random';
import * as tf from '@tensorflow/tfjs-core';
import { expect, it } from 'vitest';
import { call, calls, names, release, tensorsIn } from './calls';
import { drawsOf, Planted, spoiled } from './hostile';

const inputs = Number(process.env['BACKDROPJS_FUZZ'] ?? 60);
const seed = process.env['BACKDROPJS_FUZZ_SEED'] ?? 'fuzz';

it('has a call for every export', () => {
  expect(Object.keys(calls).sort()).toEqual(names);
});

/** Whether an error is one of ours, the planted one, one of a loss, or one that tfjs or a model has thrown on purpose. */
function isFair(error: unknown): boolean {
  if (error instanceof Planted) return true;
  const { name, message } = error as Error;
  const caller = /^(\w+): /.exec(message)?.[1] ?? '';
  // A class in the place of a function: the engine says so.
  if (message.startsWith('Class constructor')) return true;
  const isOurs = names.includes(caller) || caller === 'fit' || name === 'LossInputError';
  return isOurs && !message.includes('undefined is not') && message.length < 2000;
}

it.each(names)(`%s: ${inputs} hostile inputs`, async (name) => {
  // What is made once stays: the optimizer, tf.layers' own state.
  await call(name, calls[name]!());
  const unfair: string[] = [];
  for (let i = 0; i < inputs; i++) {
    const draw = drawsOf(foldIn(key(seed), name, i));
    const base = calls[name]!();
    const before = tf.memory().numTensors;
    const { args, what } = spoiled(base, draw);
    const made = tf.memory().numTensors - before;
    const start = performance.now();
    const { error, result } = await call(name, args);
    const seconds = (performance.now() - start) / 1000;
    if (seconds > 5) unfair.push(`${what}: ${seconds} s`);
    if (error !== undefined) {
      if (!isFair(error)) unfair.push(`${what}: ${(error as Error).stack}`.slice(0, 600));
      const left = tf.memory().numTensors - before - made;
      if (left !== 0) unfair.push(`${what}: ${left} tensors left after ${error}`);
    }
    release(base[0], result);
    tf.dispose([base, args, result].map((x) => tensorsIn(x)));
  }
  expect(unfair.slice(0, 5)).toEqual([]);
  expect(unfair).toHaveLength(0);
});
