// The cases of golden/losses.json through the functions that they are for.
import type { AnySuite, Case, Fields, Input } from './suites';

/** JSON has no non-finite numbers: the file writes them as strings. */
export function revive<T>(value: T): T {
  if (Array.isArray(value)) return value.map(revive) as T;
  const isNumber = value === 'NaN' || value === 'Infinity' || value === '-Infinity';
  return isNumber ? (Number(value) as T) : value;
}

export const reviveInput = (input: Record<string, unknown>) =>
  Object.fromEntries(Object.entries(input).map(([name, value]) => [name, revive(value)])) as Input;

/** What a case gives in float64. Throws where it has an error. */
export function inFloat64(suite: AnySuite, { input, params }: Case): Fields {
  const arrays = reviveInput(input);
  if ('metric' in suite) return suite.metric(arrays, params);
  if ('operator' in suite) {
    const { values, vjp } = suite.operator(arrays['values']!, params);
    return { values, vjp: vjp(arrays['cotangent']!) };
  }
  if ('rows' in suite) {
    const [x, y] = suite.names.map((name) => arrays[name] as unknown as number[][]) as [
      number[][],
      number[][],
    ];
    const loss = suite.rows(params);
    const { value, gradX, gradY } = loss.valueAndGrad(x.flat(), y.flat(), {
      dimension: x[0]!.length,
      yDimension: y[0]!.length,
    });
    return { value, [suite.gradients[0]]: gradX, [suite.gradients[1]]: gradY };
  }
  const loss = suite.loss(params);
  const { time, event, labels, weights, groups } = arrays;
  const target = (loss.targets.includes('time') ? { time, event } : labels) as never;
  const scores = arrays[suite.scores ?? 'scores']!.flat();
  const { value, grad, ...more } = loss.valueAndGrad(scores, target, { weights, groups });
  return { value, gradient: grad, gradientLambda: 'gradLambda' in more ? more.gradLambda : undefined };
}

/** Of a differential run, on cases from elsewhere: how many there were, and the largest relative difference. */
export function tellDifference(name: string, cases: number, largest: number): void {
  if (process.env['BACKDROPJS_GOLDEN_DIR']) {
    process.stdout.write(`${name}: ${cases} cases, differences up to ${largest.toExponential(1)}\n`);
  }
}
