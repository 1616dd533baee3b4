import { describe, expect, it } from 'vitest';
import { canonicalJson } from './canonical-json';
import { runId } from './identity';

describe('canonicalJson', () => {
  it('sorts keys at every depth and keeps the order of lists', () => {
    expect(canonicalJson({ b: [2, { d: null, c: 'x' }], a: true })).toBe(
      '{"a":true,"b":[2,{"c":"x","d":null}]}',
    );
  });

  it.each([[undefined], [Number.NaN], [Number.POSITIVE_INFINITY], [() => 1], [{ a: undefined }]])(
    'refuses %s, which JSON would lose',
    (value) => expect(() => canonicalJson(value)).toThrow(/plain JSON/),
  );
});

describe('runId', () => {
  const run = { experiment: 'two-scale', seed: 100, config: { rate: 0.8, steps: 300, crop: null } };

  it('is the same for ever: records of earlier versions must keep counting', () => {
    expect(runId(run)).toBe('e67696ebd678142b');
  });

  it('does not depend on the order of keys', () => {
    expect(runId({ config: { crop: null, steps: 300, rate: 0.8 }, seed: 100, experiment: 'two-scale' })).toBe(
      runId(run),
    );
  });

  it.each([
    [{ ...run, seed: 101 }],
    [{ ...run, experiment: 'auc-diabetes' }],
    [{ ...run, config: { ...run.config, rate: 0.9 } }],
    [{ ...run, config: { ...run.config, extra: 1 } }],
  ])('changes with the run: %o', (other) => expect(runId(other)).not.toBe(runId(run)));

  it('ignores what is not identity', () => {
    expect(runId({ ...run, arm: 'none', preset: 'quick' } as typeof run)).toBe(runId(run));
  });
});
