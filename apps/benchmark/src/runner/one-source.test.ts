import { describe, expect, it } from 'vitest';
import { recordOf, runsOf } from '../../test/support/records';
import { findExperiment } from '../experiments';
import { listRuns } from '../experiments/run-list';
import { checkOneSource } from './one-source';

const commit = '0123456789abcdef0123456789abcdef01234567';
const runs = runsOf('two-scale-one-shot-confirmation', 'full', [200]);
const records = runs.slice(0, 2).map((run) => recordOf(run, { accuracy: 0.5 }));

describe('runs of an analysis that was fixed in advance', () => {
  it('go on from the commit of those that are recorded', () => {
    expect(checkOneSource(runs, records, { commit, dirty: false })).toBeUndefined();
  });

  it.each([
    [{ commit: 'f'.repeat(40), dirty: false }, 'commit ffffffffffff'],
    [{ commit, dirty: true }, 'commit 0123456789ab with changes'],
    [{ commit: null, dirty: false }, 'an unknown commit'],
  ])('are refused from any other: %o', (source, name) => {
    expect(() => checkOneSource(runs, records, source)).toThrow(
      `got ${name}, and 2 runs of others, the first of commit 0123456789ab; go on in a checkout of commit 0123`,
    );
  });

  it('are asked for by the data that they are made on', () => {
    const halves = (data: string) =>
      listRuns(findExperiment('textures-halves'), 'full', { backend: 'wasm', data, seeds: [400] });
    const own = halves('these images').map((run) => recordOf(run, { accuracy: 0.5 }));
    const source = { commit: 'f'.repeat(40), dirty: false };
    expect(() => checkOneSource(halves('these images'), own, source)).toThrow(/and 36 runs of others/);
    expect(checkOneSource(halves('other images'), own, source)).toBeUndefined();
  });

  it('cannot go on from sources that nobody can get', () => {
    const [first, ...rest] = records;
    const changed = [{ ...first!, provenance: { ...first!.provenance, dirty: true } }, ...rest];
    expect(() => checkOneSource(runs, changed, { commit: 'f'.repeat(40), dirty: false })).toThrow(
      /with changes; start anew in another folder/,
    );
  });

  it('may lie beside records that do not count', () => {
    const older = records.map((record) => ({ ...record, id: `older ${record.id}` }));
    const beyond = runsOf('two-scale-one-shot-confirmation', 'full', [300]).map((run) => recordOf(run, {}));
    expect(
      checkOneSource(runs, [...older, ...beyond], { commit: 'f'.repeat(40), dirty: false }),
    ).toBeUndefined();
  });

  it('warn before the first if there can be no verdict', () => {
    expect(checkOneSource(runs, [], { commit, dirty: false })).toBeUndefined();
    expect(checkOneSource(runs, [], { commit, dirty: true })).toMatch(
      /no verdict on runs of commit .* with changes/,
    );
    expect(checkOneSource(runs, [], { commit: null, dirty: false })).toMatch(/an unknown commit/);
  });

  it('are the only ones this is asked of', () => {
    const others = runsOf('two-scale', 'quick');
    const older = others.map((run) => recordOf(run, { accuracy: 0.5 }));
    expect(checkOneSource(others, older, { commit: null, dirty: true })).toBeUndefined();
    const smoke = runsOf('two-scale-one-shot-confirmation', 'smoke');
    expect(checkOneSource(smoke, records, { commit: null, dirty: true })).toBeUndefined();
  });
});
