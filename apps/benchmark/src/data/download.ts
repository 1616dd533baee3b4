import { createWriteStream, existsSync, renameSync, rmSync, statSync } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ReadableStream } from 'node:stream/web';
import { setTimeout as delay } from 'node:timers/promises';
import { fail, show } from '../check';
import { type Checksum, hashFile } from '../files/hash-file';
import { DataError } from './data-error';

export interface DownloadOptions {
  url: string;
  /** Where the finished file goes; until it is whole and verified its bytes are in `<path>.part`. */
  path: string;
  /** All must agree. */
  checksums: readonly Checksum[];
  /** More than this is another file. */
  mostBytes: number;
  /** How often a broken transfer is taken up again, and the milliseconds in between. */
  retries?: number;
  pause?: number;
  /** Milliseconds without a byte after which a transfer counts as broken. */
  patience?: number;
  /** Bytes a second, over as long as the patience, below which it counts as broken too. */
  leastSpeed?: number;
}

/**
 * Downloads a file, going on where an earlier try broke off, of this process or of one before it. A server that cannot
 * send a range sends the whole file again.
 *
 * @throws Error when the server refuses, the transfer breaks too often, or the checksum is another; what was
 * downloaded until then is kept for the next time, unless its checksum is wrong.
 */
export async function download(options: DownloadOptions): Promise<void> {
  const { url, path, checksums, mostBytes, retries = 5, pause = 1000, ...pace } = options;
  const limits = { mostBytes, patience: pace.patience ?? 30_000, leastSpeed: pace.leastSpeed ?? 1000 };
  const part = `${path}.part`;
  const resumed = existsSync(part);
  for (let attempt = 0; ; attempt++) {
    try {
      await transfer(url, part, limits);
      break;
    } catch (error) {
      if (error instanceof TooLargeError) rmSync(part, { force: true });
      const hopeless = error instanceof RefusedError || (error instanceof NoAnswerError && attempt === 0);
      if (hopeless || attempt >= retries)
        fail('download', `${url} must be downloaded`, describe(error), '', { cause: error });
      await delay(pause);
    }
  }
  const wrong = await findMismatch(part, checksums);
  if (wrong === undefined) return renameSync(part, path);
  rmSync(part);
  // What an earlier process left may be of another file: start afresh, once.
  if (resumed) return download(options);
  return fail('download', `${url} must have the ${wrong.wanted}`, wrong.got);
}

/** @throws DataError for a file with another checksum. */
export async function verify(path: string, checksums: readonly Checksum[]): Promise<void> {
  const wrong = await findMismatch(path, checksums);
  if (wrong === undefined) return;
  const remedy = 'it is cut short or another file: delete it and start again';
  fail('verify', `${path} must have the ${wrong.wanted}`, wrong.got, remedy, { kind: DataError });
}

// What ends a transfer, in words that `download` tells.

/** Another try may go on from there. */
class BrokenError extends Error {}

/** The server's answer leaves no hope in asking again. */
class RefusedError extends Error {}

/** What comes is another file, and has no end perhaps: what came is of no use. */
class TooLargeError extends RefusedError {}

/** There was no answer: at the first try, this machine is offline or the server gone. */
class NoAnswerError extends Error {}

interface Limits {
  mostBytes: number;
  patience: number;
  leastSpeed: number;
}

/** Appends to `part` what it still lacks. */
async function transfer(url: string, part: string, limits: Limits): Promise<void> {
  const { mostBytes, patience, leastSpeed } = limits;
  const present = existsSync(part) ? statSync(part).size : 0;
  const broken = new AbortController();
  let [received, before] = [0, 0];
  const watch = setInterval(() => {
    if (received === before) broken.abort(new Error(`no data for ${patience / 1000} s`));
    if (received - before < (leastSpeed * patience) / 1000) {
      broken.abort(new Error(`less than ${leastSpeed} bytes a second`));
    }
    before = received;
  }, patience);
  try {
    const response = await fetch(url, {
      // The checksum is that of the file as it is: no transfer encoding.
      headers: { 'accept-encoding': 'identity', ...(present > 0 && { range: `bytes=${present}-` }) },
      signal: broken.signal,
    }).catch((error: unknown) => {
      throw new NoAnswerError(describe(error));
    });
    // Nothing is left to send: the part is whole, or not this file's, which its checksum will tell.
    if (response.status === 416 && present > 0) return;
    if (!response.ok || response.body === null) {
      const answer = `the server answered ${response.status} ${response.statusText}`.trim();
      throw response.status >= 500 ? new BrokenError(answer) : new RefusedError(answer);
    }
    const tooLarge = new TooLargeError(
      `the server sends more than the ${mostBytes} bytes that the file may have`,
    );
    const start = response.status === 206 ? present : 0;
    if (start + Number(response.headers.get('content-length')) > mostBytes) throw tooLarge;
    const appends = response.status === 206 && startsAt(response, present);
    if (response.status === 206 && !appends) throw new BrokenError('the server sent another range');
    const body = Readable.fromWeb(response.body as ReadableStream);
    body.on('data', (chunk: Uint8Array) => {
      received += chunk.length;
      if (start + received > mostBytes) body.destroy(tooLarge);
    });
    await pipeline(body, createWriteStream(part, { flags: appends ? 'a' : 'w', flush: true }));
  } finally {
    clearInterval(watch);
    broken.abort();
  }
}

function startsAt(response: Response, position: number): boolean {
  return response.headers.get('content-range')?.startsWith(`bytes ${position}-`) ?? false;
}

/** `fetch failed` alone says nothing; its cause does. */
function describe(error: unknown): string {
  const cause = error instanceof Error ? error.cause : undefined;
  return cause === undefined ? show(error) : `${show(error)} (${show(cause)})`;
}

/** The first checksum that the file does not have, and the one it has instead. */
async function findMismatch(
  path: string,
  checksums: readonly Checksum[],
): Promise<{ wanted: string; got: string } | undefined> {
  for (const { algorithm, digest } of checksums) {
    const got = await hashFile(path, algorithm);
    if (got !== digest) return { wanted: `${algorithm.toUpperCase()} ${digest}`, got };
  }
  return undefined;
}
