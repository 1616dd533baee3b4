import '@tensorflow/tfjs-backend-cpu';
import { fileURLToPath } from 'node:url';
import { LossInputError } from '@backdropjs/losses';
import { toTfjs } from '@backdropjs/losses/tfjs';
import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { readGolden } from '../../../tools/golden';
import unbuilt from './golden/unbuilt.json';
import { type Case, type LossSuite, type MetricSuite, type Suite, suites, type Tolerances } from './suites';

type Tolerance = NonNullable<Tolerances['float64']>;

const golden = readGolden<{ suites: Suite[] }>(fileURLToPath(new URL('.', import.meta.url)), 'losses.json');

/** JSON has no non-finite numbers: the file writes them as strings. */
function revive(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(revive);
  return value === 'NaN' || value === 'Infinity' || value === '-Infinity' ? Number(value) : value;
}

function reviveFields(fields: Record<string, unknown>): Record<string, never> {
  return Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, revive(value)])) as never;
}

const flat = (value: unknown) => [value].flat(Infinity) as number[];

/** |got - want| <= atol + rtol max|want|, over all numbers of one field. */
function expectClose(field: string, got: unknown, want: unknown, { rtol, atol }: Tolerance): void {
  const wanted = flat(want);
  const gotten = flat(got instanceof Float64Array || got instanceof Float32Array ? [...got] : got);
  expect(gotten, field).toHaveLength(wanted.length);
  const bound = atol + rtol * wanted.reduce((largest, value) => Math.max(largest, Math.abs(value)), 0);
  for (const [i, value] of wanted.entries()) {
    if (!(Math.abs(gotten[i]! - value) <= bound)) {
      expect.fail(`${field}[${i}]: got ${gotten[i]}, want ${value} within ${bound}`);
    }
  }
}

/** Runs a case: its fields, or its error code. */
function check({ expected }: Case, tolerance: Tolerance, compute: () => Record<string, unknown>): void {
  let got: Record<string, unknown>;
  try {
    got = compute();
  } catch (error) {
    if (!(error instanceof LossInputError)) throw error;
    expect({ error: error.code }).toEqual(expected);
    return;
  }
  for (const [field, want] of Object.entries(expected))
    expectClose(field, got[field], revive(want), tolerance);
}

function inFloat64(suite: MetricSuite | LossSuite, testCase: Case): Record<string, unknown> {
  const input = reviveFields(testCase.input) as never;
  const params = reviveFields(testCase.params);
  if ('metric' in suite) return suite.metric(input, params);
  const { scores, labels, ...inputs } = input as Record<string, number[]>;
  const { value, grad } = suite.loss(params).valueAndGrad(scores!, labels!, inputs);
  return { value, gradient: grad };
}

function throughTfjs(suite: LossSuite, testCase: Case): Record<string, unknown> {
  const { scores, labels } = reviveFields(testCase.input) as unknown as Record<string, number[]>;
  const loss = toTfjs(suite.loss(reviveFields(testCase.params)));
  return tf.tidy(() => {
    const { value, grad } = tf.valueAndGrad((x) => loss(tf.tensor1d(labels!, 'float32'), x))(
      tf.tensor1d(scores!, 'float32'),
    );
    return { value: value.dataSync()[0]!, gradient: Array.from(grad.dataSync()) };
  });
}

describe('the list of suites not yet built', () => {
  it('names no suite that is built', () => expect(unbuilt.filter((name) => name in suites)).toEqual([]));
});

for (const suite of golden.suites) {
  const answer = suites[suite.name];
  describe(suite.name, () => {
    if (!answer) {
      it('is listed as not yet built', () => expect(unbuilt).toContain(suite.name));
      return;
    }
    it.each(suite.cases.map((c) => [c.id, c] as const))('%s', (_, testCase) => {
      const tolerance = testCase.tolerance ?? suite.tolerance;
      check(testCase, tolerance.float64!, () => inFloat64(answer, testCase));
      if (tolerance.float32 && 'loss' in answer && !('weights' in testCase.input)) {
        check(testCase, tolerance.float32, () => throughTfjs(answer, testCase));
      }
    });
  });
}
