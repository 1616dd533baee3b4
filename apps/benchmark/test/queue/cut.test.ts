// The n-th answer of Redis is lost with its connection, for every n: what was asked for is done all the same, and once.
import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';
import { Redis } from 'ioredis';
import { expect, it, onTestFinished } from 'vitest';
import { keyPrefix, queueName } from '../../src/queue/keys';
import { RecordStore } from '../../src/queue/record-store';
import { RunQueue } from '../../src/queue/run-queue';
import { recordOf, runsOf } from '../support/records';
import { startRedis } from '../support/redis';

const runs = runsOf('auc-diabetes', 'smoke');
const records = runs.slice(0, 4).map((run) => recordOf(run, { auc: 0.8, bestAuc: 0.9 }));
const ids = (some: readonly { id: string }[]) => some.map(({ id }) => id).sort();

/** Passes everything on to a port, but for the n-th answer, in the place of which the connection ends. */
async function startProxy(port: number, n: number) {
  const sockets = new Set<Socket>();
  let answers = 0;
  const server = createServer((client) => {
    const redis = connect(port, '127.0.0.1');
    for (const socket of [client, redis]) sockets.add(socket.on('error', () => {}));
    client.on('data', (bytes) => redis.write(bytes)).on('close', () => redis.destroy());
    redis
      .on('close', () => client.destroy())
      .on('data', (bytes) => {
        if (answers++ === n) client.destroy();
        else client.write(bytes);
      });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const stop = () => {
    for (const socket of sockets) socket.destroy();
    server.close();
  };
  return { port: (server.address() as { port: number }).port, stop, answers: () => answers };
}

it('the n-th answer of Redis is lost', async () => {
  const redis = await startRedis('--appendonly', 'no');
  const { port } = redis.client.options;
  for (let n = 0; ; n++) {
    await redis.client.flushall();
    const proxy = await startProxy(port!, n);
    const client = new Redis({ port: proxy.port, host: '127.0.0.1', maxRetriesPerRequest: null });
    client.on('error', () => {});
    onTestFinished(() => client.disconnect());
    const [queue, store] = [new RunQueue(client), new RecordStore(client)];
    await queue.add(runs);
    await store.addAll(records);
    const found = [];
    for await (const record of store.find(ids(runs))) found.push(record);
    expect(ids(found), `answer ${n}`).toEqual(ids(records));
    expect(await queue.refuse(runs[0]!.id, 'of other code')).toBeGreaterThan(0);

    const waiting = await redis.client.lrange(`${keyPrefix}:${queueName}:wait`, 0, -1);
    expect(waiting.sort(), `answer ${n}`).toEqual(runs.map(({ id }) => `run-${id}`).sort());
    expect(await new RecordStore(redis.client).all()).toHaveLength(records.length);
    client.disconnect();
    proxy.stop();
    if (proxy.answers() <= n) {
      expect(n).toBeGreaterThan(5);
      return;
    }
  }
});
