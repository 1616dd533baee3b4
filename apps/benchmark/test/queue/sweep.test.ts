import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { RecordStore } from '../../src/queue/record-store';
import { RunQueue } from '../../src/queue/run-queue';
import { RecordFile, readRecords } from '../../src/records/record-file';
import { finishCli, runCli, saying, startCli } from '../support/command-line';
import { outcomes } from '../support/kills';
import { recordOf, runsOf, temporaryFolder } from '../support/records';
import { startRedis } from '../support/redis';

const smoke = ['auc-diabetes', '--preset', 'smoke'];

const startWorker = (url: string) =>
  startCli('worker', '--queue', url, '--workers', '1', '--out', temporaryFolder());

describe('sweep', () => {
  it('has workers do what run does, bit for bit, and copies the records; report reads them from Redis too', async () => {
    const here = temporaryFolder();
    await runCli('run', ...smoke, '--out', here);

    const redis = await startRedis();
    const workers = [startWorker(redis.url), startWorker(redis.url)];
    const out = temporaryFolder();
    const { code, stdout, stderr } = await runCli('sweep', ...smoke, '--queue', redis.url, '--out', out);
    expect(code).toBe(0);
    expect(stderr).toMatch(/^Workers take the runs with: pnpm bench worker --queue redis:\/\/127/);
    expect(stderr).toContain('12 runs to do.\n');
    expect(stderr).toMatch(/12\/12 {2}done, peak \d+ MiB/);
    expect(stdout).toContain('auc-diabetes (smoke)');
    expect(outcomes(readRecords(out))).toEqual(outcomes(readRecords(here)));

    const again = await runCli('sweep', ...smoke, '--queue', redis.url, '--out', out);
    expect(again.stderr).toContain('0 runs to do, 12 recorded before.\n');

    for (const worker of workers) {
      const finished = finishCli(worker);
      worker.kill('SIGINT');
      expect((await finished).code).toBe(130);
    }
    const report = temporaryFolder();
    expect((await runCli('report', '--queue', redis.url, '--out', report)).code).toBe(0);
    expect(readdirSync(report).sort()).toEqual(['report.html', 'report.json', 'report.md']);
    expect(await redis.client.keys('*')).toSatisfy((keys: string[]) =>
      keys.every((key) => key.startsWith('backdrop:')),
    );
  });

  it('enqueues what is recorded neither in the folder nor in Redis, each run once, and gives both the records of both', async () => {
    const runs = runsOf('auc-diabetes', 'smoke');
    const records = runs.map((run) => recordOf(run, { auc: 0.8, bestAuc: 0.9 }));
    const redis = await startRedis();
    const store = new RecordStore(redis.client);
    await store.add(records[0]!);
    await store.add(records[1]!);
    const out = temporaryFolder();
    const file = new RecordFile(out);
    file.append(records[1]!);
    file.append(records[2]!);
    file.close();

    const enqueue = () => runCli('sweep', ...smoke, '--queue', redis.url, '--out', out, '--no-wait');
    expect((await enqueue()).stderr).toContain('9 runs are in the queue.');
    expect((await enqueue()).code).toBe(0);
    expect(await redis.client.llen('backdrop:runs:wait')).toBe(9);
    const three = records.slice(0, 3);
    expect(outcomes(readRecords(out))).toEqual(outcomes(three));
    expect(outcomes(await store.all())).toEqual(outcomes(three));
  });

  it('Ctrl-C ends it with 130 and leaves the runs to the workers', async () => {
    const redis = await startRedis();
    const out = temporaryFolder();
    const sweep = startCli('sweep', ...smoke, '--queue', redis.url, '--out', out);
    const finished = finishCli(sweep);
    await saying(sweep, '12 runs to do.');
    sweep.kill('SIGINT');
    const { code, stderr } = await finished;
    expect(code).toBe(130);
    expect(stderr).toContain('The workers go on');
    expect(readdirSync(out)).toEqual(['records.jsonl']);
    expect(await redis.client.llen('backdrop:runs:wait')).toBe(12);
  });
});

describe('worker', () => {
  it.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const)('%s ends it with %d, and its run goes back at once', async (signal, exitCode) => {
    const redis = await startRedis();
    const queue = new RunQueue(redis.client);
    const runs = runsOf('two-scale-one-shot', 'full', [100]);
    await queue.add(runs);
    const worker = startWorker(redis.url);
    const finished = finishCli(worker);
    await expect.poll(() => redis.client.llen('backdrop:runs:active'), { timeout: 120_000 }).toBe(1);
    worker.kill(signal);
    const { code, stderr } = await finished;
    expect(code).toBe(exitCode);
    expect(stderr).toContain('What was not finished is back in the queue.');
    expect(await redis.client.llen('backdrop:runs:active')).toBe(0);
    expect(await redis.client.llen('backdrop:runs:wait')).toBe(runs.length);
  });
});
