import { fileURLToPath } from 'node:url';
import { LossInputError } from '@backdropjs/losses';
import { describe, expect, it } from 'vitest';
import { readGolden } from '../../../tools/testing/golden';
import { bySimd } from './by-simd';
import { inFloat64, revive, reviveInput } from './golden-cases';
import {
  type Case,
  type Fields,
  type LossSuite,
  type OperatorSuite,
  type RowsSuite,
  type Suite,
  suites,
  type Tolerances,
} from './suites';
import { lossThroughTfjs, operatorThroughTfjs, rowsThroughTfjs } from './through-tfjs';

type Tolerance = NonNullable<Tolerances['float64']>;

const golden = readGolden<{ suites: Suite[] }>(fileURLToPath(new URL('.', import.meta.url)), 'losses.json');

const flat = (value: unknown): number[] =>
  ArrayBuffer.isView(value) ? [...(value as Float64Array)] : ([value].flat(Infinity) as number[]);

/** |got - want| <= atol + rtol max|want|, over all numbers of one field. */
function expectClose(field: string, got: unknown, want: unknown, { rtol, atol }: Tolerance): void {
  const wanted = flat(want);
  const gotten = flat(got);
  expect(gotten, field).toHaveLength(wanted.length);
  const bound = atol + rtol * wanted.reduce((largest, value) => Math.max(largest, Math.abs(value)), 0);
  for (const [i, value] of wanted.entries()) {
    if (!(Math.abs(gotten[i]! - value) <= bound)) {
      expect.fail(`${field}[${i}]: got ${gotten[i]}, want ${value} within ${bound}`);
    }
  }
}

/** Runs a case: its fields, or its error code. Where the file may be wrong, what `erratum` makes of it is right too. */
function check(
  { expected }: Case,
  tolerance: Tolerance,
  compute: () => Fields,
  erratum = (fields: Fields) => fields,
): void {
  let got: Fields;
  try {
    got = compute();
  } catch (error) {
    if (!(error instanceof LossInputError)) throw error;
    expect({ error: error.code }).toEqual(expected);
    return;
  }
  const corrected = erratum(expected);
  for (const [field, want] of Object.entries(expected)) {
    try {
      expectClose(field, got[field], revive(want), tolerance);
    } catch (error) {
      // A file without the slip, or a case that it does not touch, passes above.
      if (corrected[field] === want) throw error;
      expectClose(field, got[field], revive(corrected[field]!), tolerance);
    }
  }
}

/** As tensors of float32; metrics take no tensors. */
function throughTfjs(suite: LossSuite | RowsSuite | OperatorSuite, { input, params }: Case): Fields {
  const arrays = reviveInput(input);
  if ('rows' in suite) return rowsThroughTfjs(suite, arrays, params);
  return 'loss' in suite
    ? lossThroughTfjs(suite, arrays, params)
    : operatorThroughTfjs(suite.operator, arrays, params);
}

for (const suite of golden.suites) {
  const answer = suites[suite.name];
  describe(suite.name, () => {
    if (!answer) {
      it('is mapped to a function', () => expect(Object.keys(suites)).toContain(suite.name));
      return;
    }
    it.each(suite.cases.map((c) => [c.id, c] as const))('%s', (_, testCase) => {
      const { float64, float32 } = testCase.tolerance ?? suite.tolerance;
      const erratum = 'metric' in answer && answer.erratum?.(reviveInput(testCase.input), testCase.params);
      if (float64) check(testCase, float64, () => inFloat64(answer, testCase), erratum || undefined);
      if (float64 && 'rows' in answer)
        check(testCase, float64, () => bySimd(() => inFloat64(answer, testCase)));
      if (float32 && !('metric' in answer)) check(testCase, float32, () => throughTfjs(answer, testCase));
    });
  });
}
