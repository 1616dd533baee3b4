import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { experiments } from '../src/experiments';
import { RecordFile, readRecords } from '../src/records/record-file';
import { finishCli, refused, runCli, startCli } from './support/command-line';
import { kills } from './support/kills';
import { recordOf, runsOf, temporaryFolder } from './support/records';

const smoke = ['run', 'auc-diabetes', '--preset', 'smoke'];

describe('run', () => {
  it('trains, prints the contract object as its last line, and repeats nothing', async () => {
    const out = temporaryFolder();
    const first = await runCli(...smoke, '--out', out, '--json');
    expect(first.code).toBe(0);
    const result = JSON.parse(first.stdout.trimEnd().split('\n').at(-1)!);
    expect(Object.keys(result)).toEqual(['experiment', 'preset', 'seconds', 'arms', 'comparisons']);
    expect(result.arms[0]).toEqual({
      arm: 'rate-0',
      n: 3,
      metrics: {
        auc: { mean: expect.any(Number), standardError: expect.any(Number) },
        bestAuc: { mean: expect.any(Number), standardError: expect.any(Number) },
      },
    });
    expect(result.comparisons[0]).toEqual({
      arm: 'rate-0.9',
      base: 'rate-0',
      metric: 'auc',
      n: 3,
      difference: expect.any(Number),
      standardError: expect.any(Number),
      tTestP: expect.any(Number),
      wilcoxonP: expect.any(Number),
    });
    const records = readFileSync(join(out, 'records.jsonl'), 'utf8');

    const second = await runCli(...smoke, '--out', out, '--json');
    expect(second.stderr).toBe('0 runs to do, 12 recorded before.\n');
    expect(readFileSync(join(out, 'records.jsonl'), 'utf8')).toBe(records);
    expect({ ...JSON.parse(second.stdout), seconds: 0 }).toEqual({ ...result, seconds: 0 });

    const more = await runCli(...smoke, '--out', out, '--seeds', '100,7', '--arms', 'rate-0.9,rate-0');
    expect(more.stderr).toMatch(/^2 runs to do, 2 recorded before/);
    expect(readRecords(out)).toHaveLength(14);
  });

  it('records what a run was and where it came from', async () => {
    const out = temporaryFolder();
    await runCli(...smoke, '--out', out, '--seeds', '100', '--arms', 'rate-0.9');
    const [record] = readRecords(out);
    expect(record).toMatchObject({
      experiment: 'auc-diabetes',
      preset: 'smoke',
      arm: 'rate-0.9',
      seed: 100,
      config: { rate: 0.9, trainPositives: 10, backend: 'wasm', revision: expect.any(Number) },
      provenance: {
        node: process.version,
        packages: { '@tensorflow/tfjs-core': '4.22.0' },
        machine: { cores: expect.any(Number) },
        backend: { name: 'wasm', simd: expect.any(Boolean) },
      },
    });
    expect(record!.curve.map(({ step }) => step)).toEqual([3, 6]);
  });

  it('trains to the same numbers with one thread and with two, and close to them on the cpu backend', async () => {
    // One seed, and with BACKDROPJS_SEEDS=all the three of the preset.
    const seeds = process.env['BACKDROPJS_SEEDS'] === 'all' ? '100-102' : '100';
    const results = await Promise.all(
      [
        ['--workers', '1'],
        ['--workers', '2'],
        ['--backend', 'cpu'],
      ].map(async (options) => {
        const out = temporaryFolder();
        await runCli(...smoke, '--seeds', seeds, '--out', out, ...options);
        return readRecords(out)
          .sort((a, b) => a.seed - b.seed || a.arm.localeCompare(b.arm))
          .map((record) => record.metrics['auc']!);
      }),
    );
    expect(results[0]).toHaveLength(seeds === '100' ? 4 : 12);
    expect(results[1]).toEqual(results[0]);
    results[2]!.forEach((auc, index) => {
      expect(auc).toBeCloseTo(results[0]![index]!, 3);
    });
  });
});

describe('what does not exist is refused, with what does', () => {
  it.each([
    [
      ['run', 'two-scales'],
      /^run: experiment must be one of .*two-scale, .*auc-diabetes.*, got "two-scales"\n$/,
    ],
    [
      ['run', 'two-scale', '--preset', 'paper'],
      /^run: --preset of two-scale must be one of quick, full, got "paper"\n$/,
    ],
    [
      ['run', 'two-scale', '--arms', 'none,mask'],
      /^run: --arms of .* must be one of none, both-0\.8-shared, crop-32, got "mask"\n$/,
    ],
    [
      ['run', 'two-scale', '--seeds', '5-1'],
      /^run: --seeds must be .* ascending ranges such as 100-113.*, got "5-1"\n$/,
    ],
    [
      ['run', 'two-scale', '--workers', '0'],
      /^run: --workers must be a whole number from 1 to 1024, got "0"\n$/,
    ],
    [['run', 'two-scale', '--backend', 'webgl'], /^run: --backend must be one of wasm, cpu, got "webgl"\n$/],
    [['run', 'two-scale', '--sedes', '1'], /unknown option '--sedes'.*--seeds/s],
    [['ruin'], /unknown command 'ruin'/],
  ])('%j', async (args, message) => {
    const out = join(temporaryFolder(), 'results');
    expect(await refused(...args, ...(args.length > 1 ? ['--out', out] : []))).toMatch(message);
    expect(existsSync(out)).toBe(false);
  });

  it.each([
    [['run', 'two-scales'], /^run: experiment must be one of /],
    [['ruin'], /unknown command 'ruin'/],
  ])('%j ends with 1 and says no more', async (args, message) => {
    expect(await runCli(...args)).toEqual({
      code: 1,
      signal: null,
      stdout: '',
      stderr: expect.stringMatching(message),
    });
  });
});

describe('what would not fit is refused with the size it would take', () => {
  it.each([
    ['1-1000000000', 'of each arm 1,000,000,000 runs, 250 GB of memory'],
    ['0-4294967295', 'of each arm 4,294,967,296 runs, 1,073.7 GB of memory'],
    ['1-999999,5000000-5000001', 'of each arm 1,000,001 runs, 0.3 GB of memory'],
  ])('run and sweep --seeds %s', async (seeds, size) => {
    const out = join(temporaryFolder(), 'results');
    const told = `--seeds must name at most 1,000,000 seeds, got "${seeds}" (${size}); take them in parts\n`;
    const options = ['two-scale', '--seeds', seeds, '--out', out];
    expect(await refused('run', ...options)).toBe(`run: ${told}`);
    expect(await refused('sweep', ...options, '--queue', 'redis://127.0.0.1:1')).toBe(`sweep: ${told}`);
    expect(existsSync(out)).toBe(false);
  });

  it('run --seeds of which all arms together are too many', async () => {
    const out = join(temporaryFolder(), 'results');
    expect(await refused('run', 'two-scale', '--seeds', '0-999999', '--out', out)).toBe(
      'run: --seeds and --arms of two-scale, preset quick, must make at most 2,000,000 runs, ' +
        'got 3,000,000 runs, 0.8 GB of memory; name fewer\n',
    );
    expect(existsSync(out)).toBe(false);
  });
});

describe('interruption', () => {
  const long = ['run', 'auc-diabetes', '--seeds', '100-160', '--workers', '1'];

  it('Ctrl-C ends with 130, keeps what is finished and gives the folder back', async () => {
    const out = temporaryFolder();
    const child = startCli(...long, '--out', out);
    const finished = finishCli(child);
    await expect.poll(() => readRecords(out).length, { timeout: 120_000 }).toBeGreaterThan(0);
    child.kill('SIGINT');
    const { code, stderr } = await finished;
    expect(code).toBe(130);
    expect(stderr).toContain('the same command carries on');
    expect(readRecords(out).length).toBeGreaterThan(0);
    expect(readdirSync(out)).toEqual(['records.jsonl']);
  });

  it('a second command on the same folder is refused while the first is at work', async () => {
    const out = temporaryFolder();
    const child = startCli(...long, '--out', out);
    const finished = finishCli(child);
    await expect.poll(() => readdirSync(out), { timeout: 120_000 }).toContain('records.lock');
    const second = await runCli(...smoke, '--out', out);
    expect(second.code).toBe(1);
    expect(second.stderr).toMatch(new RegExp(`process ${child.pid} .*--out`, 's'));
    child.kill('SIGTERM');
    const { code, signal, stderr } = await finished;
    expect({ code, signal }, stderr).toEqual({ code: 143, signal: null });
  });

  it(`at ${kills} moments of the start ends orderly`, async () => {
    for (let delay = 0; delay < 1500; delay += 1500 / kills) {
      const out = temporaryFolder();
      const child = startCli(...long, '--out', out);
      const finished = finishCli(child);
      await expect.poll(() => readdirSync(out), { timeout: 120_000, interval: 5 }).toContain('records.lock');
      await sleep(delay);
      child.kill('SIGINT');
      const { code, signal, stderr } = await finished;
      expect({ code, signal }, stderr).toEqual({ code: 130, signal: null });
    }
  });
});

describe('list and report', () => {
  it('list names every experiment with its presets, and no hidden one', async () => {
    const { stdout } = await runCli('list');
    expect(stdout).toContain('--preset quick: no mask, masks at both scales, random crops');
    expect(stdout).toContain('Exploratory.');
    expect(stdout).not.toContain('smoke');
    expect(stdout).toContain('crop-192 (20): 180 arms such as crop-192-lr-0.15-steps-600-unclipped');
  });

  it('report writes its files from the records', async () => {
    const out = temporaryFolder();
    await runCli(...smoke, '--out', out);
    const { code, stdout } = await runCli('report', '--out', out);
    expect(code).toBe(0);
    expect(stdout).toContain(join(out, 'report.html'));
    expect(readdirSync(out).sort()).toEqual(['records.jsonl', 'report.html', 'report.json', 'report.md']);
  });
});

describe('reproduce', () => {
  it('ends with 0 when its own runs are complete, whatever else was begun in the folder', async () => {
    const out = temporaryFolder();
    const file = new RecordFile(out);
    for (const run of runsOf('auc-diabetes', 'quick', [100], ['rate-0']))
      file.append(recordOf(run, { auc: 0.8, bestAuc: 0.9 }));
    // Those of other experiments are recorded before: .ci/run has it do every one.
    const others = experiments.filter(
      ({ name, data, presets }) => name !== 'auc-diabetes' && !data && Object.hasOwn(presets, 'smoke'),
    );
    for (const { name, metrics } of others)
      for (const run of runsOf(name, 'smoke'))
        file.append(recordOf(run, Object.fromEntries(metrics.map(({ name }) => [name, 0.8]))));
    file.close();
    const reproduced = await runCli('reproduce', '--preset', 'smoke', '--out', out, '--data-dir', out);
    expect(reproduced.code).toBe(0);
    expect(reproduced.stderr).toMatch(/^12 runs to do, /);
    // What needs data that is not there is left out, and nothing else is.
    expect(reproduced.stderr).toContain('auc-cifar10 is left out. prepareDataset: CIFAR-10 must be in');
    expect(reproduced.stderr).toContain(
      'textures is left out. prepareDataset: The UIUC texture database must be in',
    );
    expect(reproduced.stderr).toContain('textures-halves is left out. ');
    expect(reproduced.stdout).toContain('ROC AUC on handwritten digits');
    expect((await runCli('report', '--out', out)).code).toBe(3);
  }, 300_000);

  it('names the presets there are', async () => {
    expect(await refused('reproduce', '--preset', 'qiuck', '--out', temporaryFolder())).toMatch(
      /^reproduce: --preset must be one of full, quick, paper, got "qiuck"\n$/,
    );
  });
});
