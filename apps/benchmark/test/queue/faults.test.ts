import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { follow } from '../../src/queue/follow';
import { recordsKey } from '../../src/queue/keys';
import { RecordStore } from '../../src/queue/record-store';
import { RunQueue } from '../../src/queue/run-queue';
import { takeRuns } from '../../src/queue/take-runs';
import { runId } from '../../src/records/identity';
import { RecordFile, readRecords } from '../../src/records/record-file';
import { RunPool } from '../../src/runner/run-pool';
import { finishCli, runCli, startCli } from '../support/command-line';
import { recordOf, runsOf, temporaryFolder } from '../support/records';
import { freePort, startRedis } from '../support/redis';

const enqueue = (url: string) =>
  runCli(
    ...[
      'sweep',
      'auc-diabetes',
      '--preset',
      'smoke',
      '--no-wait',
      '--queue',
      url,
      '--out',
      temporaryFolder(),
    ],
  );

describe('an address', () => {
  it('of another kind is refused, without its password', async () => {
    const { code, stderr } = await enqueue('http://user:secret@127.0.0.1');
    expect(code).toBe(1);
    expect(stderr).toMatch(
      /^sweep: --queue must be an address such as redis:.*, got "http:\/\/127\.0\.0\.1"\n$/,
    );
  });

  it('where nobody is says so', async () => {
    const { code, stderr } = await enqueue(`redis://127.0.0.1:${await freePort()}`);
    expect(code).toBe(1);
    expect(stderr).toMatch(
      /Redis at redis:\/\/127.* must .*, got connect ECONNREFUSED.*; start it, or correct --queue/,
    );
  });

  it('where somebody is who does not answer is given up after ten seconds', async () => {
    const silent = createServer().listen(0, '127.0.0.1');
    onTestFinished(() => void silent.close());
    await once(silent, 'listening');
    const { port } = silent.address() as { port: number };
    const { code, stderr } = await enqueue(`redis://127.0.0.1:${port}`);
    expect(code).toBe(1);
    expect(stderr).toMatch(/, got no answer within 10 s; start it, or correct --queue/);
  });

  it('with a database that does not exist is refused', async () => {
    const redis = await startRedis();
    const { code, stderr } = await enqueue(`${redis.url}/99`);
    expect(code).toBe(1);
    expect(stderr).toMatch(/DB index is out of range; the path of the address is the number of a database/);
  });
});

describe('a password', () => {
  it('is taken from the address or from REDISCLI_AUTH, is asked for, and is never shown', async () => {
    const redis = await startRedis();
    await redis.client.config('SET', 'requirepass', 'open-sesame');
    const withPassword = (password: string) => redis.url.replace('//', `//:${password}@`);

    const without = await enqueue(redis.url);
    expect(without.stderr).toMatch(/NOAUTH.*; put the right password into the address/);
    const wrong = await enqueue(withPassword('open-barley'));
    expect(wrong.stderr).toMatch(/WRONGPASS.*; put the right password into the address/);
    expect(wrong.stderr).not.toContain('barley');
    expect([without.code, wrong.code]).toEqual([1, 1]);

    const right = await enqueue(withPassword('open-sesame'));
    expect(right.stderr).toContain('12 runs are in the queue.');
    expect(right.stderr).not.toContain('sesame');
    vi.stubEnv('REDISCLI_AUTH', 'open-sesame');
    onTestFinished(() => void vi.unstubAllEnvs());
    expect((await enqueue(redis.url)).code).toBe(0);
  });
});

describe('TLS', () => {
  it('connects to a certificate that is trusted, and to no other', async () => {
    const folder = temporaryFolder();
    const [key, certificate] = [join(folder, 'key.pem'), join(folder, 'certificate.pem')];
    const openssl = spawnSync('openssl', [
      ...['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', '-subj', '/CN=localhost'],
      ...['-addext', 'subjectAltName=IP:127.0.0.1', '-keyout', key, '-out', certificate],
    ]);
    expect(openssl.status).toBe(0);
    const tlsPort = await freePort();
    await startRedis(
      ...['--tls-port', String(tlsPort), '--tls-auth-clients', 'no'],
      ...['--tls-key-file', key, '--tls-cert-file', certificate, '--tls-ca-cert-file', certificate],
    );
    const url = `rediss://127.0.0.1:${tlsPort}`;
    const stranger = await enqueue(url);
    expect(stranger.code).toBe(1);
    expect(stranger.stderr).toMatch(/self-signed certificate.* NODE_EXTRA_CA_CERTS/);
    vi.stubEnv('NODE_EXTRA_CA_CERTS', certificate);
    onTestFinished(() => void vi.unstubAllEnvs());
    expect((await enqueue(url)).code).toBe(0);
  });
});

describe('a Redis out of memory', () => {
  it('ends sweep and worker with a message that says so, and costs no record', async () => {
    const redis = await startRedis('--maxmemory-policy', 'noeviction');
    const records = runsOf('auc-diabetes', 'smoke').map((run) => recordOf(run, { auc: 0.8, bestAuc: 0.9 }));
    const store = new RecordStore(redis.client);
    await store.add(records[0]!);
    const worker = finishCli(
      startCli('worker', '--queue', redis.url, '--workers', '1', '--out', temporaryFolder()),
    );
    await redis.client.config('SET', 'maxmemory', '1');

    for (const { code, stderr } of [await enqueue(redis.url), await worker]) {
      expect(code).toBe(1);
      expect(stderr).toMatch(/Redis at redis:\/\/127.*OOM.*; raise its maxmemory, or make room there/);
    }
    await redis.client.config('SET', 'maxmemory', '0');
    expect(await store.all()).toEqual([records[0]]);
  });
});

describe('a record in Redis', () => {
  it('that is damaged is refused, and named', async () => {
    const redis = await startRedis();
    const [run] = runsOf('auc-diabetes', 'smoke');
    await new RecordStore(redis.client).add(recordOf(run!, { auc: 0.8, bestAuc: 0.9 }));
    const line = await redis.client.hget(recordsKey, run!.id);
    await redis.client.hset(recordsKey, run!.id, line!.replace('"auc":0.8', '"auc":0.9'));
    for (const result of [
      await enqueue(redis.url),
      await runCli('report', '--queue', redis.url, '--out', temporaryFolder()),
    ]) {
      expect(result.code).toBe(1);
      expect(result.stderr).toMatch(
        new RegExp(
          `the record ${run!.id} in Redis, must be a record, got one that was changed.* hdel ${recordsKey} ${run!.id}`,
        ),
      );
    }
  });
});

describe('a run', () => {
  it('that fails stops its worker, is tried by two others, then given up; the other runs are done', async () => {
    const redis = await startRedis();
    const [first, ...others] = runsOf('auc-diabetes', 'smoke');
    const config = { ...first!.config, fault: 'throws' };
    const failing = { ...first!, config, id: runId({ ...first!, config }) };
    const runs = [failing, ...others];
    await new RunQueue(redis.client).add(runs);
    const file = new RecordFile(temporaryFolder());
    const notes: string[] = [];
    const recorded: string[] = [];
    const following = follow(redis.client, runs, file, {
      signal: new AbortController().signal,
      onRecord: (record) => recorded.push(record.id),
      note: (line) => notes.push(line),
    });
    const settled = expect(following).rejects.toThrow(
      'all runs must be done, got 1 that failed, see above; the same command tries',
    );

    const work = (signal: AbortSignal) =>
      takeRuns(redis.connect(), {
        pool: new RunPool(1, new URL('../support/faulty-thread.mjs', import.meta.url)),
        threads: 1,
        checkpoints: temporaryFolder(),
        signal,
        verify: async (run) => run,
        onRecord: () => {},
        note: () => {},
      });
    const idle = new AbortController().signal;
    for (let attempt = 0; attempt < 3; attempt++) {
      await expect(work(idle)).rejects.toThrow(/arm rate-0, seed 100 must .* got the loss is NaN/);
    }
    const end = new AbortController();
    const last = work(end.signal);
    await settled;
    end.abort();
    await last;
    expect(notes).toEqual([
      'Given up: RunPool: auc-diabetes, arm rate-0, seed 100 must come to its end, got the loss is NaN',
    ]);
    expect(new Set(recorded)).toEqual(new Set(others.map((run) => run.id)));
    file.close();

    // Recorded all the same, it is no reason not to wait for the others.
    const store = new RecordStore(redis.client);
    const [other] = runsOf('auc-diabetes', 'smoke', [300]);
    await store.add(recordOf(failing, { auc: 0.8, bestAuc: 0.9 }));
    const again = new RecordFile(temporaryFolder());
    await follow(redis.client, [failing, other!], again, {
      signal: new AbortController().signal,
      onRecord: () => store.add(recordOf(other!, { auc: 0.8, bestAuc: 0.9 })),
      note: () => {},
    });
    expect(again.records.map(({ id }) => id)).toEqual([failing.id, other!.id]);
    again.close();
  });
});

it('a folder that nothing can be written to costs no record: the same sweep into another has them all', async () => {
  const redis = await startRedis();
  const records = runsOf('auc-diabetes', 'smoke').map((run) => recordOf(run, { auc: 0.8, bestAuc: 0.9 }));
  const store = new RecordStore(redis.client);
  for (const record of records) await store.add(record);
  const sweep = ['sweep', 'auc-diabetes', '--preset', 'smoke', '--queue', redis.url, '--out'];
  const { code, stderr } = await runCli(...sweep, '/dev/null/results');
  expect(code).toBe(1);
  expect(stderr).toMatch(/\/dev\/null\/results must be a folder .* got ENOTDIR.* --out/);
  const out = temporaryFolder();
  expect((await runCli(...sweep, out)).code).toBe(0);
  expect(readRecords(out)).toHaveLength(records.length);
});
