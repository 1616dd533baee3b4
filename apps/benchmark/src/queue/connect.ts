import { setTimeout as sleep } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { failRedis, isRefusal } from './redis-error';

/** Milliseconds until a Redis that does not answer at first is given up. */
const patience = 10_000;

/**
 * Does something with the Redis, or Valkey, at an address. The password is that of the address, else that of the
 * environment variable REDISCLI_AUTH, as for redis-cli.
 *
 * A connection that breaks later is made again as soon as it can be; commands wait for it.
 *
 * @throws Error when nobody answers there, the password is refused, or Redis refuses a command.
 */
export async function withRedis<Result>(
  address: string,
  act: (redis: Redis) => Promise<Result>,
): Promise<Result> {
  const redis = await connect(address);
  try {
    return await act(redis);
  } catch (error) {
    if (isRefusal(error)) failRedis(error, address);
    throw error;
  } finally {
    redis.disconnect();
  }
}

async function connect(address: string): Promise<Redis> {
  const password = process.env['REDISCLI_AUTH'];
  let connected = false;
  const redis = new Redis(address, {
    ...(password !== undefined && { password }),
    lazyConnect: true,
    connectTimeout: patience,
    // Commands wait for Redis to come back, however long it takes.
    maxRetriesPerRequest: null,
    retryStrategy: (attempt) => (connected ? Math.min(100 * attempt, 1000) : null),
  });
  // The promise of connect() does not say what was wrong, and ioredis goes on after some errors.
  let failure: Error | undefined;
  redis.on('error', (error) => {
    failure = error;
  });
  try {
    const timeout = sleep(patience, false, { ref: false });
    connected = await Promise.race([redis.connect().then(() => true), timeout]);
  } catch (error) {
    failure ??= error as Error;
  }
  if (connected && !failure) return redis;
  redis.disconnect();
  return failRedis(failure ?? new Error(`no answer within ${patience / 1000} s`), address);
}

/** Says so when the connection breaks and when it is there again. */
export function announceOutages(redis: Redis, note: (line: string) => void): void {
  let lost = false;
  redis.on('reconnecting', () => {
    if (!lost) note('Lost Redis; waiting for it to come back.');
    lost = true;
  });
  redis.on('ready', () => {
    if (lost) note('Redis is back.');
    lost = false;
  });
}
