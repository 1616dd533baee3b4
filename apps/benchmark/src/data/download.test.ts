import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { deadAddress, serve, serveFile } from '../../test/support/file-server';
import { temporaryFolder } from '../../test/support/records';
import type { Checksum } from '../files/hash-file';
import { download } from './download';

const content = Buffer.from(Uint8Array.from({ length: 300_000 }, (_, index) => (index * 31) % 251));
const checksum: Checksum = { algorithm: 'md5', digest: createHash('md5').update(content).digest('hex') };

function target() {
  const folder = temporaryFolder();
  const path = join(folder, 'file');
  const options = { path, checksums: [checksum], mostBytes: 1_000_000, retries: 2, pause: 0 };
  return { folder, path, part: `${path}.part`, options };
}

describe('download', () => {
  it('saves the file under its name once it is whole', async () => {
    const { url, requests } = await serveFile(content);
    const { folder, path, options } = target();
    await download({ ...options, url });
    expect(readFileSync(path).equals(content)).toBe(true);
    expect(readdirSync(folder)).toEqual(['file']);
    expect(requests).toEqual([undefined]);
  });

  it('takes up a broken transfer where it broke', async () => {
    const { path, part, options } = target();
    const { url, requests } = await serveFile(content, { breaks: { path: part, bytes: [100_000, 50_000] } });
    await download({ ...options, url });
    expect(readFileSync(path).equals(content)).toBe(true);
    expect(requests).toEqual([undefined, 'bytes=100000-', 'bytes=150000-']);
  });

  it('goes on with what an earlier process left, asking for the rest only', async () => {
    const { url, requests } = await serveFile(content);
    const { path, part, options } = target();
    writeFileSync(part, content.subarray(0, 123_456));
    await download({ ...options, url });
    expect(readFileSync(path).equals(content)).toBe(true);
    expect(requests).toEqual(['bytes=123456-']);
  });

  it('takes a part that is whole already, after asking for nothing but its end', async () => {
    const { url, requests } = await serveFile(content);
    const { path, part, options } = target();
    writeFileSync(part, content);
    await download({ ...options, url });
    expect(existsSync(path)).toBe(true);
    expect(requests).toEqual(['bytes=300000-']);
  });

  it('starts again where the server knows no ranges', async () => {
    const { path, part, options } = target();
    const breaks = { path: part, bytes: [100_000] };
    const { url, requests } = await serveFile(content, { ranges: false, breaks });
    await download({ ...options, url });
    expect(readFileSync(path).equals(content)).toBe(true);
    expect(requests).toHaveLength(2);
  });

  it('starts afresh when what an earlier process left belongs to another file', async () => {
    const { url, requests } = await serveFile(content);
    const { path, part, options } = target();
    writeFileSync(part, Buffer.alloc(1000, 7));
    await download({ ...options, url });
    expect(readFileSync(path).equals(content)).toBe(true);
    expect(requests).toEqual(['bytes=1000-', undefined]);
  });

  it('gives up on a server that breaks off again and again, and keeps what came', async () => {
    const { folder, part, options } = target();
    const breaks = { path: part, bytes: [50_000, 50_000, 50_000] };
    const { url, requests } = await serveFile(content, { breaks });
    await expect(download({ ...options, url })).rejects.toThrow(/terminated \(other side closed\)/);
    expect(requests).toHaveLength(3);
    expect(readdirSync(folder)).toEqual(['file.part']);
    expect(readFileSync(part).equals(content.subarray(0, 150_000))).toBe(true);
  });

  it('keeps no file with another checksum', async () => {
    const { url } = await serveFile(content.subarray(1));
    const { folder, options } = target();
    const got = createHash('md5').update(content.subarray(1)).digest('hex');
    await expect(download({ ...options, url })).rejects.toThrow(
      `${url} must have the MD5 ${checksum.digest}, got ${got}`,
    );
    expect(readdirSync(folder)).toEqual([]);
  });

  it('asks once only where the server refuses, and again where it is out of order', async () => {
    let requests = 0;
    const answer = (status: number) =>
      serve((_, response) => {
        requests++;
        response.writeHead(status).end('no');
      });
    const { options } = target();
    await expect(download({ ...options, url: await answer(404) })).rejects.toThrow(
      'the server answered 404 Not Found',
    );
    expect(requests).toBe(1);
    await expect(download({ ...options, url: await answer(503) })).rejects.toThrow(/answered 503/);
    expect(requests).toBe(4);
  });

  it('says why there is no connection', async () => {
    const { options } = target();
    await expect(download({ ...options, url: await deadAddress() })).rejects.toThrow(
      /fetch failed \(.*ECONNREFUSED/,
    );
  });

  it.each([
    ['says so', { 'content-length': 2_000_000 }],
    ['does not say so', {}],
  ])('takes no more than the file may have, from a server without an end that %s', async (_, headers) => {
    let sent = 0;
    const url = await serve((_, response) => {
      response.writeHead(200, headers);
      const more = () => {
        while (!response.destroyed && sent < 100_000_000) {
          sent += 10_000;
          if (!response.write(Buffer.alloc(10_000))) return void response.once('drain', more);
        }
      };
      more();
    });
    const { folder, options } = target();
    await expect(download({ ...options, url })).rejects.toThrow(
      'the server sends more than the 1000000 bytes that the file may have',
    );
    expect(sent).toBeLessThan(50_000_000);
    expect(readdirSync(folder)).toEqual([]);
  });

  it('gives up on a server that sends a byte now and then', async () => {
    const url = await serve((_, response) => {
      response.writeHead(200);
      const timer = setInterval(() => response.write('a'), 10);
      response.on('close', () => clearInterval(timer));
    });
    await expect(download({ ...target().options, url, retries: 0, patience: 200 })).rejects.toThrow(
      'less than 1000 bytes a second',
    );
  });

  it('asks for every checksum', async () => {
    const { url } = await serveFile(content);
    const { folder, options } = target();
    const sha256: Checksum = { algorithm: 'sha256', digest: '0'.repeat(64) };
    await expect(download({ ...options, checksums: [checksum, sha256], url })).rejects.toThrow(
      /must have the SHA256 0000.*, got [0-9a-f]{64}/,
    );
    expect(readdirSync(folder)).toEqual([]);
  });

  it('does not wait for ever for a server that falls silent', async () => {
    const url = await serve((_, response) => void response.writeHead(200).flushHeaders());
    await expect(download({ ...target().options, url, retries: 0, patience: 50 })).rejects.toThrow(
      'no data for 0.05 s',
    );
  });
});
