import * as tf from '@tensorflow/tfjs-core';
import { type Case, Draw, type Given, size } from './draw';

interface Result {
  shape: number[];
  dtype: string;
  values: ArrayLike<number> | string[];
}

/** What a backend gives: results and gradients, or that it refuses. */
export interface Outcome {
  values?: Result[];
  gradients?: Result[];
  refusal?: string;
  gradientRefusal?: string;
}

/** How two backends differ in a case; undefined if they do not. */
export interface Difference {
  part: 'value' | 'gradient';
  what: string;
}

/** How many cases the backend that gives what is wanted has computed. */
export type Counts = { [outcome in 'values' | 'gradients' | 'refused']?: number } & {
  /** What both said instead of giving a gradient. */
  withoutGradient?: string;
};

export function toTensor({ shape, dtype, values }: Given): tf.Tensor {
  if (dtype === 'string') return tf.tensor(values as string[], shape, 'string');
  const typed = { float32: Float32Array, int32: Int32Array, bool: Uint8Array }[dtype];
  return tf.tensor(typed.from(values as number[]), shape, dtype);
}

const toResult = (tensor: tf.Tensor): Result => ({
  shape: tensor.shape,
  dtype: tensor.dtype,
  values: tensor.dataSync() as unknown as ArrayLike<number>,
});
const listed = <T>(one: T | T[]): T[] => (Array.isArray(one) ? one : [one]);
const message = (error: unknown) => (error instanceof Error ? error.message : String(error));

/** The sum of all float results, each value times a weight that the seed gives. */
function weighted(results: tf.Tensor[], seed: number): tf.Scalar {
  const draw = new Draw(seed);
  const terms = results
    .filter(({ dtype }) => dtype === 'float32')
    .map((y) => tf.sum(tf.mul(y, toTensor(draw.floats(y.shape)))));
  return terms.reduce((sum, term) => tf.add(sum, term)) as tf.Scalar;
}

/** The result as a function of the float inputs alone. */
function ofFloats({ inputs, run }: Case) {
  const tensors = inputs.map(toTensor);
  const floats = tensors.filter(({ dtype }) => dtype === 'float32');
  const call = (...given: tf.Tensor[]) => {
    let next = 0;
    return run(...tensors.map((tensor) => (tensor.dtype === 'float32' ? given[next++]! : tensor)));
  };
  return { floats, call };
}

/**
 * How far the gradient in a random direction is from the finite difference, on the backend in use; undefined where the
 * function has a bend, is not finite or has no gradient.
 */
export function distanceFromDifferences(one: Case, seed: number): number | undefined {
  return tf.engine().tidy(() => {
    const { floats, call } = ofFloats(one);
    if (floats.length === 0) return undefined;
    const loss = (...given: tf.Tensor[]) => weighted(listed(call(...given)), seed);
    const draw = new Draw(seed + 1);
    const direction = floats.map(({ shape }) => toTensor(draw.floats(shape)));
    const at = (step: number) =>
      loss(...floats.map((x, i) => tf.add(x, tf.mul(direction[i]!, step)))).dataSync()[0]!;
    const [h, middle] = [1 / 128, at(0)];
    const [above, below] = [at(h), at(-h)];
    const [wider, lower] = [at(2 * h), at(-2 * h)];
    const slope = (above - below) / (2 * h);
    const isSmooth = Math.abs((wider - lower) / (4 * h) - slope) < 0.02 * (1 + Math.abs(slope));
    const bend = Math.abs(above - 2 * middle + below) / h;
    if (!isSmooth || !(bend < 0.02 * (1 + Math.abs(slope)))) return undefined;
    const gradients = tf.grads(loss)(floats);
    const along = gradients.reduce((sum, g, i) => sum + tf.sum(tf.mul(g, direction[i]!)).dataSync()[0]!, 0);
    return Math.abs(along - slope) / (1 + Math.abs(slope));
  });
}

function gradientOf(one: Case, seed: number): Result[] | undefined {
  const { floats, call } = ofFloats(one);
  const sample = listed(call(...floats)).filter(({ dtype }) => dtype === 'float32');
  if (floats.length === 0 || sample.length === 0) return undefined;
  const only = sample.length === 1 && new Draw(seed).chance(0.5) ? sample[0]! : undefined;
  const dy = only && toTensor(new Draw(seed).floats(only.shape));
  const gradients = only
    ? tf.grads((...given) => listed(call(...given))[0]!)(floats, dy)
    : tf.grads((...given) => weighted(listed(call(...given)), seed))(floats);
  return gradients.map(toResult);
}

export async function evaluate(backend: string, one: Case, seed: number): Promise<Outcome> {
  await tf.setBackend(backend);
  const outcome: Outcome = {};
  const before = tf.memory().numTensors;
  tf.engine().startScope();
  try {
    outcome.values = listed(one.run(...one.inputs.map(toTensor))).map(toResult);
  } catch (error) {
    outcome.refusal = message(error);
  }
  tf.engine().endScope();
  if (outcome.values && one.gradient !== false) {
    tf.engine().startScope();
    const depth = tf.engine().state.gradientDepth;
    try {
      const gradients = gradientOf(one, seed);
      if (gradients) outcome.gradients = gradients;
    } catch (error) {
      // tfjs leaves its tape on when a gradient throws.
      tf.engine().state.gradientDepth = depth;
      outcome.gradientRefusal = message(error);
    }
    tf.engine().endScope();
  }
  const left = tf.memory().numTensors - before;
  if (left !== 0 && !outcome.refusal && !outcome.gradientRefusal)
    outcome.refusal = `${left} tensors left behind`;
  return outcome;
}

/** Runs a case on two backends. The second gives what is wanted. */
export async function compare(
  one: Case,
  seed: number,
  [first, second]: [string, string],
  counts: Counts = {},
): Promise<Difference | undefined> {
  const got = await evaluate(first, one, seed);
  const want = await evaluate(second, one, seed);
  const count = (name: 'values' | 'gradients' | 'refused') => {
    counts[name] = (counts[name] ?? 0) + 1;
  };
  if (want.values) count('values');
  if (want.gradients) count('gradients');
  if (want.refusal) count('refused');
  if (got.gradientRefusal && want.gradientRefusal) counts.withoutGradient = got.gradientRefusal;
  return differ(got, want, one.tolerance);
}

/** In which values the outcomes differ; or, if they do not, in which gradients. */
function differ(got: Outcome, want: Outcome, tolerance = 1e-5): Difference | undefined {
  const value = between(got.values, want.values, got.refusal, want.refusal, tolerance);
  if (value) return { part: 'value', what: value };
  const gradient = between(
    got.gradients,
    want.gradients,
    got.gradientRefusal,
    want.gradientRefusal,
    10 * tolerance,
  );
  if (!gradient) return undefined;
  return { part: 'gradient', what: gradient };
}

/**
 * How wasm differs from what is right, where cpu is not: `right` are calls that give it on cpu, in other ways; wasm has to agree with one
 * of them. Where a gradient is explained, what they give is its only.
 */
export async function differsFromRight(
  one: Case,
  seed: number,
  part: Difference['part'],
  right: Case[],
): Promise<string | undefined> {
  const got = await evaluate('wasm', one, seed);
  const differences: string[] = [];
  for (const other of right) {
    const want = await evaluate('cpu', other, seed);
    const { values, refusal, ...gradients } = want;
    const compared = part === 'gradient' ? { ...got, values: undefined, refusal: undefined } : got;
    if (refusal !== undefined) differences.push(`what is right was refused: ${refusal}`);
    else if (other.gradient === false) delete compared.gradientRefusal;
    const difference = differ(
      compared as Outcome,
      (part === 'gradient' ? gradients : want) as Outcome,
      one.tolerance,
    );
    if (refusal === undefined && !difference) return undefined;
    if (difference) differences.push(`${difference.part}: ${difference.what}`);
  }
  return differences.join(', or ');
}

function between(
  got?: Result[],
  want?: Result[],
  refusal?: string,
  wanted?: string,
  tolerance = 0,
): string | undefined {
  if (refusal !== undefined || wanted !== undefined) {
    if (refusal !== undefined && wanted !== undefined) return undefined;
    return refusal !== undefined ? `refused: ${refusal}` : `gives values where the other refuses: ${wanted}`;
  }
  if (!got || !want) return undefined;
  if (got.length !== want.length) return `${got.length} results instead of ${want.length}`;
  for (let i = 0; i < got.length; i++) {
    const difference = oneBetween(got[i]!, want[i]!, tolerance);
    if (difference) return `result ${i}: ${difference}`;
  }
  return undefined;
}

function oneBetween(got: Result, want: Result, tolerance: number): string | undefined {
  if (got.dtype !== want.dtype) return `dtype ${got.dtype} instead of ${want.dtype}`;
  if (got.shape.join() !== want.shape.join()) return `shape [${got.shape}] instead of [${want.shape}]`;
  if (got.values.length !== size(want.shape)) return `${got.values.length} values for [${want.shape}]`;
  for (let i = 0; i < want.values.length; i++) {
    const [a, b] = [got.values[i]!, want.values[i]!];
    if (a === b || (Number.isNaN(a) && Number.isNaN(b))) continue;
    if (want.dtype === 'float32' && Math.abs(Number(a) - Number(b)) <= tolerance * (1 + Math.abs(Number(b))))
      continue;
    return `value ${i} of [${want.shape}] is ${a} instead of ${b}`;
  }
  return undefined;
}
