import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { collectSections } from '../src/analysis/sections';
import { report } from '../src/commands/report';
import { formatRecord, type RunRecord } from '../src/records/record';
import { RecordFile } from '../src/records/record-file';
import { describeSection } from '../src/report/chapter';
import { renderHtmlReport } from '../src/report/html-report';
import { renderJsonReport } from '../src/report/json-report';
import { renderMarkdownReport } from '../src/report/markdown-report';
import { renderTerminal } from '../src/report/render-terminal';
import { recordOf, runsOf, temporaryFolder } from './support/records';
import { records } from './support/two-scale-records';

describe('the reports', async () => {
  const sections = collectSections(records);
  const chapters = await Promise.all(sections.map(describeSection));

  it('are the same for the same records, whatever their order', async () => {
    const again = collectSections([...records].reverse());
    const chaptersAgain = await Promise.all(again.map(describeSection));
    expect(renderMarkdownReport(chaptersAgain)).toBe(renderMarkdownReport(chapters));
    expect(renderJsonReport(again)).toBe(renderJsonReport(sections));
    expect(await renderHtmlReport(chaptersAgain)).toBe(await renderHtmlReport(chapters));
  });

  it('show our result beside the reference', () => {
    expect(renderMarkdownReport(chapters)).toMatchInlineSnapshot(`
      "# Backdrop experiments

      Backdrop leaves the forward pass as it is and drops part of the gradient at random. Arms of an experiment are paired by seed: same data, same initial weights. Each row is the mean over seeds ± one standard error, compared seed by seed with the arm named under "against"; the line below it is the reference: this project's own runs in PyTorch with the authors' mask code. The paper's tables could not be had, and none of its figures stands here. Intervals are bootstrap intervals of the mean difference (95 %, bias-corrected and accelerated). p-values are two-sided and not corrected for the number of comparisons; where a difference is not shown (p at least 0.05, after Holm's correction where there is one), the number in brackets is the difference that the uncorrected test would have found four times in five. ~ marks the normal approximation of Wilcoxon's test. Where no mask, another learning rate or a crop does as well, the report says so. Times are medians, those of the reference as it gives them; not all arms were run under the same load, so they do not rank arms.

      ## Two-scale fields, 64 x 64 (quick)

      A small convolutional net tells four classes of two-scale Gaussian fields apart (two fine and two coarse correlation lengths) from ten images a class, with and without masks at the two scales.

      | arm | n | test accuracy | median s a run | against | pairs | difference | 95 % interval | t p | Wilcoxon p |
      | --- | ---: | ---: | ---: | --- | ---: | ---: | ---: | ---: | ---: |
      | none | 14 | 0.665 ± 0.005 | 2.0 | – | – | – | – | – | – |
      | *reference* | *28* | *0.669 ± 0.011* | *2.2* | – | – | – | – | – | – |
      | both-0.8-shared | 14 | 0.704 ± 0.005 | 2.0 | none | 14 | +0.038 ± 0.005 | +0.030 to +0.050 | 3.4e-6 | 1.2e-4 |
      | *reference* | *28* | *0.703 ± 0.013* | *2.3* | *none* | *28* | *+0.034 ± 0.007* | – | *8.0e-5* | *4.0e-4* |
      | crop-32 | 6 | 0.839 ± 0.006 | 2.0 | none | 6 | +0.180 ± 0.008 | +0.169 to +0.200 | 4.2e-6 | 0.031 |
      | *reference* | *14* | *0.848 ± 0.018* | *0.90* | *none* | *14* | *+0.163 ± 0.016* | – | *1.3e-7* | *1.2e-4* |

      The best arm with backdrop, both-0.8-shared, minus the others.

      | treatment | test accuracy | pairs | backdrop minus this | 95 % interval | t p | Wilcoxon p |
      | --- | ---: | ---: | ---: | ---: | ---: | ---: |
      | crop-32 | 0.839 ± 0.006 | 6 | −0.143 ± 0.010 | −0.160 to −0.124 | 2.9e-5 | 0.031 |

      By test accuracy, these without backdrop do as well as both-0.8-shared or better (or were not shown to do worse): crop-32.

      ### Other metrics

      | arm | n | test loss | median s a run | against | pairs | difference | 95 % interval | t p | Wilcoxon p |
      | --- | ---: | ---: | ---: | --- | ---: | ---: | ---: | ---: | ---: |
      | none | 14 | 0.335 ± 0.005 | 2.0 | – | – | – | – | – | – |
      | *reference* | *28* | *0.672 ± 0.013* | *2.2* | – | – | – | – | – | – |
      | both-0.8-shared | 14 | 0.296 ± 0.005 | 2.0 | none | 14 | −0.038 ± 0.005 | −0.050 to −0.030 | 3.4e-6 | 1.2e-4 |
      | *reference* | *28* | *0.634 ± 0.017* | *2.3* | *none* | *28* | *−0.038 ± 0.010* | – | *7.0e-4* | – |
      | crop-32 | 6 | 0.161 ± 0.006 | 2.0 | none | 6 | −0.180 ± 0.008 | −0.200 to −0.169 | 4.2e-6 | 0.031 |
      | *reference* | *14* | *0.503 ± 0.024* | *0.90* | *none* | *14* | *−0.144 ± 0.019* | – | *3.6e-6* | *2.4e-4* |

      | arm | n | fine accuracy | median s a run | against | pairs | difference | 95 % interval | t p | Wilcoxon p |
      | --- | ---: | ---: | ---: | --- | ---: | ---: | ---: | ---: | ---: |
      | none | 14 | 0.990 ± 0.000 | 2.0 | – | – | – | – | – | – |
      | *reference* | *28* | *0.996 ± 0.002* | *2.2* | – | – | – | – | – | – |
      | both-0.8-shared | 14 | 0.990 ± 0.000 | 2.0 | none | 14 | +0.000 ± 0.000 | – | – | – |
      | *reference* | *28* | *0.993 ± 0.002* | *2.3* | – | – | – | – | – | – |
      | crop-32 | 6 | 0.990 ± 0.000 | 2.0 | none | 6 | +0.000 ± 0.000 | – | – | – |
      | *reference* | *14* | *1.000 ± 0.000* | *0.90* | – | – | – | – | – | – |

      | arm | n | coarse accuracy | median s a run | against | pairs | difference | 95 % interval | t p | Wilcoxon p |
      | --- | ---: | ---: | ---: | --- | ---: | ---: | ---: | ---: | ---: |
      | none | 14 | 0.665 ± 0.005 | 2.0 | – | – | – | – | – | – |
      | *reference* | *28* | *0.670 ± 0.012* | *2.2* | – | – | – | – | – | – |
      | both-0.8-shared | 14 | 0.704 ± 0.005 | 2.0 | none | 14 | +0.038 ± 0.005 | +0.030 to +0.050 | 3.4e-6 | 1.2e-4 |
      | *reference* | *28* | *0.706 ± 0.013* | *2.3* | – | – | – | – | – | – |
      | crop-32 | 6 | 0.839 ± 0.006 | 2.0 | none | 6 | +0.180 ± 0.008 | +0.169 to +0.200 | 4.2e-6 | 0.031 |
      | *reference* | *14* | *0.848 ± 0.018* | *0.90* | – | – | – | – | – | – |

      - Reference: PyTorch 1.13 with the authors' mask code, one core.
      - Seeds: 100-113.
      - 34 runs: commit 0123456789ab, Node v20.20.0, wasm backend with SIMD, Fixture CPU (2 cores, linux-x64); @backdropjs/operator 0.1.0, @tensorflow/tfjs-core 4.22.0.
      - These tables and figures again: pnpm bench run two-scale --preset quick && pnpm bench report
      "
    `);
  });

  it('fit a terminal', () => {
    const { experiment, summary } = sections[0]!;
    const text = renderTerminal(experiment, summary);
    expect(text).toContain('these without backdrop do as well as both-0.8-shared or better');
    expect(text).toContain('crop-32');
    const lines = text.split('\n').filter((line) => line.includes('  '));
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(110);
  });

  it('make one page without scripts or outside resources', async () => {
    const html = await renderHtmlReport(chapters);
    expect(html.match(/<svg/g)).toHaveLength(2);
    expect(html).not.toMatch(/<script|<link|src="(?!data:image\/png;base64,)|url\((?!#)|@import/);
    expect(html.match(/<img/g)).toHaveLength(4);
    expect(html.replaceAll(/http:\/\/www\.w3\.org\/\S+/g, '')).not.toMatch(/https?:\/\//);
    expect(html).toContain('prefers-color-scheme: dark');
    expect(html).toContain('name="viewport"');
  });

  it('draw every color from the page', async () => {
    const html = await renderHtmlReport(chapters);
    const charts = html.match(/<svg.*?<\/svg>/gs)!.join('');
    const colors = [...charts.matchAll(/(?:fill|stroke)="([^"]*)"/g)].map((match) => match[1]!);
    expect(
      [...new Set(colors)].filter((color) => !/^(none|transparent|var\(--[a-z0-9-]+\))$/.test(color)),
    ).toEqual([]);
  });
});

describe('the command report', () => {
  const write = (folder: string, some: readonly RunRecord[]) => {
    const file = new RecordFile(folder);
    for (const record of some) file.append(record);
    file.close();
  };

  it('writes the three files', async () => {
    const log = vi.spyOn(console, 'log').mockImplementation(() => {});
    const folder = temporaryFolder();
    write(folder, records);
    await report({ out: folder });
    expect(log).toHaveBeenCalledWith(expect.stringContaining(join(folder, 'report.html')));
    expect(readFileSync(join(folder, 'report.md'), 'utf8')).toBe(
      renderMarkdownReport(await Promise.all(collectSections(records).map(describeSection))),
    );
    expect(process.exitCode).toBeUndefined();
    log.mockRestore();
  });

  it('ends with 3 and the command while an analysis fixed in advance lacks runs', async () => {
    const log = vi.spyOn(console, 'log').mockImplementation(() => {});
    const error = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
    const folder = temporaryFolder();
    const metrics = { accuracy: 0.5, loss: 1, fineAccuracy: 0.5, coarseAccuracy: 0.5 };
    const lines = runsOf('two-scale-one-shot-confirmation', 'full').map(
      (run) => `${formatRecord(recordOf(run, metrics))}\n`,
    );
    writeFileSync(join(folder, 'records.jsonl'), lines.join(''));
    await report({ out: folder });
    expect(process.exitCode).toBe(3);
    expect(String(error.mock.calls.at(-1)![0])).toMatch(
      /^280 runs .* are missing: .* --preset full --out \S+ --seeds 210-259 --arms none-lr-0\.01-steps-300,.* commit 0123456789ab/,
    );
    log.mockRestore();
    error.mockRestore();
  });

  it('ends with 3 and the command when runs are missing', async () => {
    const log = vi.spyOn(console, 'log').mockImplementation(() => {});
    const error = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
    const folder = temporaryFolder();
    write(folder, records.slice(1));
    await report({ out: folder });
    expect(process.exitCode).toBe(3);
    expect(error).toHaveBeenCalledWith(
      `1 runs of two-scale, quick, are missing: pnpm bench run two-scale --preset quick --out ${folder}\n`,
    );
    log.mockRestore();
    error.mockRestore();
  });

  it('refuses a folder without records', async () => {
    await expect(report({ out: temporaryFolder() })).rejects.toThrow(
      /^report: .* must hold records, got none; .* --out$/,
    );
  });
});
