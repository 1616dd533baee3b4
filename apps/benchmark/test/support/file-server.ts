import { once } from 'node:events';
import { existsSync, statSync } from 'node:fs';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';

/** A server on the loopback interface that is closed when the test ends; returns its address. */
export async function serve(answer: RequestListener): Promise<string> {
  const server = createServer(answer).listen(0, '127.0.0.1');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  await once(server, 'listening');
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

export interface FileServerOptions {
  /** Whether it honors requests for a range. */
  ranges?: boolean;
  /** The connection breaks when so many bytes of an answer have come to `path`; one entry an answer, then no more. */
  breaks?: { path: string; bytes: number[] };
}

/** Serves one file, whatever the path, and notes the range that each request asked for. */
export async function serveFile(content: Buffer, { ranges = true, breaks }: FileServerOptions = {}) {
  const requests: (string | undefined)[] = [];
  const waiting = [...(breaks?.bytes ?? [])];
  const url = await serve(({ headers }, response) => {
    requests.push(headers.range);
    const start = ranges && headers.range ? Number(/^bytes=(\d+)-$/.exec(headers.range)![1]) : 0;
    if (start >= content.length) return void response.writeHead(416).end();
    response.writeHead(start > 0 ? 206 : 200, {
      'content-length': content.length - start,
      ...(start > 0 && { 'content-range': `bytes ${start}-${content.length - 1}/${content.length}` }),
    });
    const end = waiting.length > 0 ? start + waiting.shift()! : undefined;
    if (end === undefined) return void response.end(content.subarray(start));
    response.write(content.subarray(start, end));
    const timer = setInterval(() => {
      if (!existsSync(breaks!.path) || statSync(breaks!.path).size < end) return;
      clearInterval(timer);
      response.destroy();
    }, 1);
  });
  return { url: `${url}/file`, requests };
}

/** An address at which nobody answers. */
export async function deadAddress(): Promise<string> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return `http://127.0.0.1:${port}/`;
}
