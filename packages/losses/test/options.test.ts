// Options and inputs that a caller forgot or misspelled: a coded error that names them, never a silent default.
import * as losses from '@backdropjs/losses';
import * as ranking from '@backdropjs/losses/ranking';
import { describe, expect, it } from 'vitest';
import { required as lossOptions } from './required';

// biome-ignore lint/suspicious/noExplicitAny: these calls are wrong on purpose
type Any = any;

const factories = Object.entries({ ...losses, ...ranking }).filter(([name]) => name.endsWith('Loss')) as [
  string,
  Any,
][];
const requiresOptions = Object.keys(lossOptions).filter((name) => name.endsWith('Loss'));
const required: object = Object.assign({}, ...requiresOptions.map((name) => lossOptions[name]));
const metrics = Object.entries({
  rocAuc: losses.rocAuc,
  partialRocAuc: losses.partialRocAuc,
  averagePrecision: losses.averagePrecision,
  ndcg: losses.ndcg,
  fBeta: losses.fBeta,
  precisionAtK: losses.precisionAtK,
  recallAtK: losses.recallAtK,
  recallAtPrecision: losses.recallAtPrecision,
  precisionAtRecall: losses.precisionAtRecall,
  calibrationError: losses.calibrationError,
  rocCurve: losses.rocCurve,
  precisionRecallCurve: losses.precisionRecallCurve,
}) as [string, Any][];

function errorOf(call: () => unknown): losses.LossInputError {
  try {
    call();
  } catch (error) {
    if (error instanceof losses.LossInputError) return error;
    throw error;
  }
  throw new Error('nothing was thrown');
}

describe.each(factories)('%s', (name, make) => {
  const valid = () => {
    const takes = errorOf(() => make({ misspelled: 1 })).message;
    return Object.fromEntries(Object.entries(required).filter(([option]) => takes.includes(`"${option}"`)));
  };

  it('names an option that it does not take, and those that it takes', () => {
    const error = errorOf(() => make({ misspelled: 1 }));
    expect(error.code).toBe('OUT_OF_RANGE');
    expect(error.message).toMatch(new RegExp(`^${name}: options must be one of .*, got "misspelled"$`));
  });

  it('takes options as an object alone', () => {
    for (const [options, got] of [
      [2, '2'],
      [null, 'null'],
      [true, 'true'],
      ['sigmoid', '"sigmoid"'],
    ]) {
      expect(errorOf(() => make(options)).message).toBe(`${name}: options must be an object, got ${got}`);
    }
  });

  it('takes numbers as numbers alone', () => {
    const takes = errorOf(() => make({ misspelled: 1 })).message;
    for (const option of ['beta', 'temperature', 'maxFpr', 'eps', 'bandwidth', 'lambda', 'alpha', 'margin']) {
      if (!takes.includes(`"${option}"`)) continue;
      for (const value of ['0.5', [0.5], true, 1n, null, { valueOf: () => 0.5 }, { value: '0.5' }]) {
        expect(errorOf(() => make({ ...valid(), [option]: value })).message).toContain(
          `${option} must be in`,
        );
      }
    }
  });

  it('takes no options, or says which are missing', () => {
    if (requiresOptions.includes(name)) expect(errorOf(() => make()).message).toContain('got undefined');
    else expect(make().name).toBe(name);
  });

  it('names an input that it does not take', () => {
    const loss = make(valid());
    expect(errorOf(() => loss.valueAndGrad([1, 2], [0, 1], { weight: [1, 1] })).message).toContain(
      'got "weight"',
    );
  });

  it('says so when scores or labels are missing', () => {
    const loss = make(valid());
    expect(errorOf(() => loss.valueAndGrad([1, 2])).message).toContain(`${name}: `);
    expect(errorOf(() => loss.valueAndGrad()).message).toContain(`${name}: `);
  });

  it('says so when it gets no arrays', () => {
    const loss = make(valid());
    const inputs = 'targets' in loss ? undefined : { dimension: 1 };
    // As a tensor: with a shape, without a length.
    const tensor = { shape: [2], size: 2 };
    for (const [first, got] of [
      [undefined, 'undefined'],
      [tensor, 'undefined'],
      [3, 'undefined'],
    ]) {
      const error = errorOf(() => loss.valueAndGrad(first, first, inputs));
      expect(error.code).toBe('LENGTH_MISMATCH');
      expect(error.message).toBe(
        `${name}: the length of ${inputs ? 'x' : 'scores'} must be a number (tensor.data()), got ${got}`,
      );
    }
  });

  it('takes no other weights, masks and groups for absent ones', () => {
    const loss = make(valid());
    if (!('targets' in loss)) return;
    const labels = loss.targets.length > 1 ? { time: [1, 2], event: [1, 1] } : [0, 1];
    const scores = Array(2 * loss.width).fill(0.5);
    expect(loss.valueAndGrad(scores, labels, { weights: undefined, mask: undefined }).value).toBeTypeOf(
      'number',
    );
    for (const input of ['weights', 'mask', 'groups']) {
      for (const value of [0, '', false, null, NaN]) {
        expect(errorOf(() => loss.valueAndGrad(scores, labels, { [input]: value })).message).toMatch(
          new RegExp(`^${name}: (the length of ${input} must|options must .* got "${input}")`),
        );
      }
    }
  });
});

describe.each(metrics)('%s', (name, metric) => {
  it('names an input that it does not take', () => {
    expect(errorOf(() => metric([1, 2], [0, 1], { misspelled: 1 })).message).toMatch(
      new RegExp(`^${name}: options must be one of .*, got "misspelled"$`),
    );
  });

  it('takes inputs as an object alone', () => {
    expect(errorOf(() => metric([0.2, 0.7], [0, 1], 5)).message).toBe(
      `${name}: options must be an object, got 5`,
    );
    const k = { k: 1, threshold: 0.5, targetRecall: 0.5, targetPrecision: 0.5 };
    const takes = errorOf(() => metric([1, 2], [0, 1], { misspelled: 1 })).message;
    const valid = Object.fromEntries(Object.entries(k).filter(([option]) => takes.includes(`"${option}"`)));
    expect(errorOf(() => metric([0.2, 0.7], [0, 1], { ...valid, mask: false })).message).toContain(
      'the length of mask must be',
    );
  });

  it('works without inputs, or says which are missing', () => {
    if (['fBeta', 'precisionAtK', 'recallAtK', 'recallAtPrecision', 'precisionAtRecall'].includes(name)) {
      expect(errorOf(() => metric([0.2, 0.7], [0, 1])).message).toContain('got undefined');
    } else expect(metric([0.2, 0.7], [0, 1])).toBeDefined();
  });
});

it('accumulators and soft operators check names too', () => {
  const { fBetaAccumulator, calibrationErrorAccumulator, scoreAccumulator, softRank, rocAuc, ndcg } =
    losses as Record<string, Any>;
  expect(errorOf(() => fBetaAccumulator()).message).toContain('threshold must be finite, got undefined');
  expect(errorOf(() => calibrationErrorAccumulator({ bin: 3 })).message).toContain('got "bin"');
  expect(errorOf(() => scoreAccumulator(rocAuc).update([1], [1], { weight: [1] })).message).toContain(
    'got "weight"',
  );
  expect(errorOf(() => softRank([1], { strength: 1 })).message).toContain('got "strength"');
  // Metrics that take no weights accumulate too.
  const total = scoreAccumulator(ndcg);
  total.update([2, 1], [1, 0]);
  expect(total.value()).toBe(1);
});

it.each<[string, (scores: number[], labels: number[], inputs: losses.ItemInputs) => unknown]>([
  ['diceLoss', (...inputs) => losses.diceLoss({ fromLogits: false }).valueAndGrad(...inputs)],
  ['tverskyLoss', (...inputs) => losses.tverskyLoss({ fromLogits: false }).valueAndGrad(...inputs)],
  ['softFBetaLoss', (...inputs) => losses.softFBetaLoss({ fromLogits: false }).valueAndGrad(...inputs)],
  ['lovaszSoftmaxLoss', (...inputs) => losses.lovaszSoftmaxLoss({ numClasses: 1 }).valueAndGrad(...inputs)],
  ['calibrationError', (...inputs) => losses.calibrationError(...inputs)],
])('%s says which score is no probability, where the caller counts them', (name, run) => {
  const error = errorOf(() => run([7, 0.5, -1], [0, 0, 0], { mask: [0, 1, 1] }));
  expect([error.code, error.message]).toEqual([
    'OUT_OF_RANGE',
    `${name}: scores[2] must be in [0, 1], got -1`,
  ]);
});
