import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { Redis } from 'ioredis';
import { onTestFinished } from 'vitest';
import { temporaryFolder } from './records';

const server = ['redis-server', 'valkey-server'].find((name) => !spawnSync(name, ['--version']).error);

export interface RedisServer {
  url: string;
  client: Redis;
  /** Makes another connection to it. */
  connect: () => Redis;
  stop: (signal: NodeJS.Signals) => Promise<void>;
  /** Starts it again where it was, with the data that it has saved. */
  start: () => Promise<void>;
}

/** Starts a Redis of its own for a test, on loopback and a free port, with an append-only file unless the options say no. */
export async function startRedis(...options: string[]): Promise<RedisServer> {
  if (!server) {
    throw new Error(
      'test:queue: redis-server or valkey-server must be on the PATH; install one (Debian: apt-get install redis-server).',
    );
  }
  const port = await freePort();
  const folder = temporaryFolder();
  const settings = `--port ${port} --bind 127.0.0.1 --dir ${folder} --save  --appendonly yes`.split(' ');
  let child: ChildProcess;
  const connect = () => {
    const connection = new Redis({ port, host: '127.0.0.1', maxRetriesPerRequest: null });
    onTestFinished(() => connection.disconnect());
    // It is not there yet, and later it is stopped on purpose.
    return connection.on('error', () => {});
  };
  const client = connect();
  const start = async () => {
    child = spawn(server, [...settings, ...options], { stdio: 'ignore' });
    await client.ping();
  };
  const stop = async (signal: NodeJS.Signals) => {
    const exited = once(child, 'exit');
    child.kill(signal);
    await exited;
  };
  onTestFinished(() => {
    child.kill('SIGKILL');
  });
  await start();
  return { url: `redis://127.0.0.1:${port}`, client, connect, start, stop };
}

export async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const address = probe.address();
  probe.close();
  await once(probe, 'close');
  return (address as { port: number }).port;
}
