// Calls of every operation with one input of a wrong shape, rank, type or of size 0, on tfjs's wasm backend, on the completed one and
// on cpu: the completed one refuses what cpu refuses, and what tfjs's refuses unless it has cpu's values; it never traps, and is
// never broken afterwards. BACKDROPJS_WRONG_CALLS=4000 runs so many in all.
import '@tensorflow/tfjs-backend-wasm';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { initBackend } from '../../src/index';
import { compare, evaluate } from './compare';
import { type Case, Draw, type Given, size } from './draw';
import * as families from './operations';

const operations = Object.values(families).flatMap((family) => Object.entries(family));
const each = Math.ceil(
  Number(process.env['BACKDROPJS_WRONG_CALLS'] ?? 2 * operations.length) / operations.length,
);

/** What makes a trap of the WebAssembly module known. */
const trap = /memory access|unreachable|Aborted|divide by zero|table index/;

/** What tfjs's wasm backend did with the calls, by their keys. */
const onStock = new Map<string, 'refused' | 'trapped' | 'values' | 'lacking'>();

/** A wasm backend as tfjs has it, in place of one that may be broken. */
async function freshBackend(): Promise<void> {
  const factory = tf.findBackendFactory('wasm');
  // What is broken may trap once more.
  Object.assign(tf.engine().registry['wasm']!, { dispose: () => undefined });
  tf.removeBackend('wasm');
  tf.registerBackend('wasm', factory, 2);
  await tf.setBackend('wasm');
}

async function evaluateOnStock(
  one: Case,
  seed: number,
): Promise<'refused' | 'trapped' | 'values' | 'lacking'> {
  const { state } = tf.engine();
  const [depth, scope] = [state.scopeStack.length, state.activeScope];
  try {
    const { refusal } = await evaluate('wasm', one, seed);
    if (refusal === undefined) return 'values';
    if (!trap.test(refusal)) return /not registered/.test(refusal) ? 'lacking' : 'refused';
  } catch {
    // Disposing of what it left behind traps, too.
    state.scopeStack.length = depth;
    state.activeScope = scope;
  }
  await freshBackend();
  return 'trapped';
}

beforeAll(async () => {
  await tf.setBackend('wasm');
  for (const [name, seed, one] of cases()) onStock.set(`${name} ${seed}`, await evaluateOnStock(one, seed));
  await freshBackend();
  await initBackend({ backends: ['cpu'] });
  await initBackend({ backends: ['wasm'] });
}, 600_000);

/** The case with one input changed. */
function spoiled(draw: Draw, one: Case): Case {
  const at = draw.integer(0, one.inputs.length - 1);
  const given = one.inputs[at]!;
  const refit = (shape: number[], dtype = given.dtype): Given => ({
    shape,
    dtype,
    values: draw.many(size(shape), (i) => given.values[i % Math.max(1, given.values.length)] ?? 1),
  });
  const axis = draw.integer(0, Math.max(0, given.shape.length - 1));
  const change = (by: number) =>
    given.shape.map((extent, i) => (i === axis ? Math.max(0, extent + by) : extent));
  const wrong = draw.one([
    () => refit(change(1)),
    () => refit(change(-1)),
    () => refit(change(7)),
    () => refit([...given.shape, 2]),
    () => refit([2, ...given.shape]),
    () => refit(given.shape.slice(1)),
    () => refit(given.shape.map(() => 0)),
    () =>
      given.dtype === 'string'
        ? refit(change(1))
        : refit(given.shape, draw.one(['float32', 'int32', 'bool'])),
  ])();
  return { ...one, inputs: one.inputs.map((input, i) => (i === at ? wrong : input)), gradient: false };
}

const withInputs = operations.filter(([, operation]) => operation(new Draw(1)).inputs.length > 0);

function wrongCalls([name, operation]: (typeof operations)[number]): [string, number, Case][] {
  return Array.from({ length: each }, (_, i) => {
    const seed = 7 + 1000 * i + name.length;
    const draw = new Draw(seed);
    return [name, seed, spoiled(draw, operation(draw))];
  });
}

/** Two of each, as in CI: what tfjs's wasm backend overwrites may hang it. */
const cases = () => withInputs.flatMap((of) => wrongCalls(of).slice(0, 2));

describe('wrong calls', () => {
  it.each(withInputs)('%s', async (...of) => {
    const faults: string[] = [];
    for (const [name, seed, one] of wrongCalls(of)) {
      const inputs = one.inputs.map(({ dtype, shape }) => `${dtype}[${shape}]`).join(' ');
      const difference = await compare(one, seed, ['wasm', 'cpu']);
      const what = difference?.what ?? '';
      // A refusal is an answer; a trap is none, nor are values where cpu refuses (but for a layout that it lacks).
      const isWrong = trap.test(what) || (/other refuses/.test(what) && !/Only NHWC/.test(what));
      // Nor are other values than cpu's where tfjs's wasm backend refuses.
      const isUnchecked = difference && !/refuse/.test(what) && onStock.get(`${name} ${seed}`) === 'refused';
      if (isWrong || isUnchecked)
        faults.push(`seed ${seed}, ${inputs} ${JSON.stringify(one.about ?? {})}: ${what}`);
    }
    expect(faults).toEqual([]);
    await tf.setBackend('wasm');
    const sum = tf.tidy(() => tf.sum(tf.matMul(tf.ones([5, 7]), tf.ones([7, 3]))).dataSync()[0]);
    expect(sum).toBe(105);
  });

  it('ran on all three, and tfjs alone gives anything but a refusal for some', () => {
    const outcomes = [...onStock.values()];
    const count = (of: string) => outcomes.filter((outcome) => outcome === of).length;
    console.log(
      `tfjs's wasm alone: ${count('refused')} refused, ${count('values')} with values, ${count('trapped')} trapped, ${count('lacking')} without kernel`,
    );
    expect(outcomes.length).toBe(cases().length);
    expect(count('values') + count('trapped')).toBeGreaterThan(0);
  });
});
