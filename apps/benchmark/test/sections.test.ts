import { describe, expect, it } from 'vitest';
import { collectSections } from '../src/analysis/sections';
import { summarizeExperiment } from '../src/analysis/summarize';
import { rivals } from '../src/analysis/tuned';
import { findExperiment } from '../src/experiments';
import { describeSection } from '../src/report/chapter';
import { renderMarkdownReport } from '../src/report/markdown-report';
import { sectionFacts } from '../src/report/notes';
import { recordOf, runsOf } from './support/records';
import { records, runs } from './support/two-scale-records';

describe('summarizeExperiment', () => {
  const summary = summarizeExperiment(findExperiment('two-scale'), 'quick', runs, records);

  it('has a row an arm and the declared comparisons in every metric', () => {
    expect(summary.arms.map(({ arm, n }) => [arm, n])).toEqual([
      ['none', 14],
      ['both-0.8-shared', 14],
      ['crop-32', 6],
    ]);
    expect(summary.comparisons.map(({ arm, base, metric, n }) => [arm, base, metric, n]).slice(0, 3)).toEqual(
      [
        ['both-0.8-shared', 'none', 'accuracy', 14],
        ['crop-32', 'none', 'accuracy', 6],
        ['both-0.8-shared', 'none', 'loss', 14],
      ],
    );
    expect(summary.missing).toBe(0);
    expect(summary.arms[0]!.curve.map(({ step }) => step)).toEqual([150, 300]);
  });

  it('names the arms that do as well as backdrop, and not those it beats', () => {
    expect(summary.tuned!.best).toBe('both-0.8-shared');
    expect(rivals(summary.tuned!).map(({ arm }) => arm)).toEqual(['crop-32']);
  });

  it('counts what is missing', () => {
    const partial = summarizeExperiment(findExperiment('two-scale'), 'quick', runs, records.slice(0, 4));
    expect(partial.missing).toBe(30);
    expect(partial.arms.map(({ arm, n }) => [arm, n])).toEqual([
      ['none', 2],
      ['both-0.8-shared', 1],
      ['crop-32', 1],
    ]);
  });
});

describe('collectSections', () => {
  it('counts seeds beyond the preset, and leaves out records of other settings', () => {
    const more = runsOf('two-scale', 'quick', [500, 501, 503], ['none']);
    const stale = { ...records[0]!, id: 'another', arm: 'none', seed: 502 };
    const further = more.map((run) => recordOf(run, records[0]!.metrics));
    const [section, ...others] = collectSections([...records, ...further, stale]);
    expect(others).toEqual([]);
    expect(section!.summary.arms[0]).toMatchObject({ arm: 'none', n: 17 });
    expect(section!.seeds.at(-1)).toBe(503);
    expect(sectionFacts(section!).at(-1)).toBe(
      'These tables and figures again: pnpm bench run two-scale --preset quick && ' +
        'pnpm bench run two-scale --preset quick --seeds 500-501,503 --arms none && pnpm bench report',
    );
  });

  it("leaves a larger preset's seeds out of a smaller one", () => {
    const larger = runsOf('two-scale', 'full', [127]).map((run) => recordOf(run, records[0]!.metrics));
    const [quick, full] = collectSections([...records, ...larger]);
    expect([quick!.summary.preset, full!.summary.preset]).toEqual(['quick', 'full']);
    expect(quick!.seeds).not.toContain(127);
    expect(full!.seeds).toContain(127);
    // quick runs the crop on six of its seeds only.
    const crops = runsOf('two-scale', 'full', [113], ['crop-32']).map((run) =>
      recordOf(run, records[0]!.metrics),
    );
    expect(
      collectSections([...records, ...crops])[0]!.summary.arms.find(({ arm }) => arm === 'crop-32')!.n,
    ).toBe(6);
    // Whichever preset a run was first made for, it counts in all that were run with its seed.
    const none = runsOf('two-scale', 'quick', [500], ['none']);
    const others = runsOf('two-scale', 'full', [500]).filter(({ id }) => id !== none[0]!.id);
    const further = [...none, ...others].map((run) => recordOf(run, records[0]!.metrics));
    const again = collectSections([...records, ...further]);
    expect(again[1]!.records.filter(({ seed }) => seed === 500)).toHaveLength(others.length + 1);
  });

  it('shows no result of what was fixed in advance before its runs are made', async () => {
    const metrics = { accuracy: 0.5, loss: 1, fineAccuracy: 0.5, coarseAccuracy: 0.5 };
    const begun = runsOf('two-scale-one-shot-confirmation', 'full', [200]).map((run) =>
      recordOf(run, metrics),
    );
    const [section] = collectSections(begun);
    const chapter = await describeSection(section!);
    expect([...new Set(chapter.map(({ kind }) => kind))]).toEqual(['heading', 'text', 'samples', 'facts']);
    const text = renderMarkdownReport([chapter]);
    expect(text).toContain('> **Note.** Not decided yet: 180 of the 3880 runs of the plan are recorded.');
    expect(text).toContain(
      'Next, with the --out of these records: pnpm bench run two-scale-one-shot-confirmation --preset full (in a checkout of commit 0123456789ab, built there)',
    );
  });

  it('tells which nets diverged', () => {
    const [section] = collectSections(
      records.map((record) =>
        record.arm === 'none' && record.seed < 102 ? { ...record, diverged: true } : record,
      ),
    );
    expect(sectionFacts(section!)).toContain('Diverged, and counted as guessing: none (2 of 14).');
  });

  it('makes a section for each preset that was begun', () => {
    const smoke = runsOf('auc-diabetes', 'smoke').map((run) => recordOf(run, { auc: 0.8, bestAuc: 0.9 }));
    expect(collectSections([...smoke, ...records]).map(({ summary }) => summary.preset)).toEqual([
      'quick',
      'smoke',
    ]);
  });
});
