// The n-th answer of the network fails: what came is kept, the error says what to do, and the same command carries on.
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import type { ServerResponse } from 'node:http';
import { join } from 'node:path';
import { create } from 'tar';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { cifar10 } from '../src/data/cifar-10/dataset';
import { dataFolderVariable } from '../src/data/data-folder';
import { prepareDataset } from '../src/data/prepare';
import { writeCifar10 } from './support/data';
import { openIn } from './support/faults';
import { serve } from './support/file-server';
import { temporaryFolder } from './support/records';
import { expectForm } from './support/refusals';

beforeEach(() => {
  vi.stubEnv(dataFolderVariable, '');
  return () => void vi.unstubAllEnvs();
});

/** How an answer of a server fails, instead of sending the file. */
const answers: Record<string, (response: ServerResponse, content: Buffer) => void> = {
  'an error of the server': (response) => void response.writeHead(503).end(),
  'a refusal': (response) => void response.writeHead(403).end(),
  'no answer': (response) => void response.destroy(),
  'a part': (response, content) => {
    response.writeHead(200, { 'content-length': content.length });
    response.write(content.subarray(0, 99), () => response.destroy());
  },
  'another file': (response) => void response.writeHead(200).end('another'),
  'another range': (response) => void response.writeHead(206, { 'content-range': 'bytes 7-9/10' }).end('abc'),
};

describe('the n-th answer of the network fails', () => {
  it.each(Object.entries(answers))('%s', async (_, failing) => {
    const source = temporaryFolder();
    const batches = writeCifar10(source, 2);
    const names = readdirSync(batches);
    const parts = [names.slice(0, 3), names.slice(3)];
    for (const [part, files] of parts.entries()) {
      const paths = files.map((file) => join('cifar-10-batches-bin', file));
      await create({ file: join(source, `part ${part}`), gzip: true, cwd: source }, paths);
    }
    const contents = parts.map((_, part) => readFileSync(join(source, `part ${part}`)));
    for (let n = 0; n < parts.length; n++) {
      let asked = 0;
      const url = await serve(({ url: path }, response) => {
        const content = contents[Number(path!.slice(1))]!;
        if (asked++ === n) failing(response, content);
        else response.writeHead(200, { 'content-length': content.length }).end(content);
      });
      const archives = contents.map((content, part) => {
        const digest = createHash('md5').update(content).digest('hex');
        const checksum = { algorithm: 'md5', digest } as const;
        return {
          ...cifar10.archives[0]!,
          url: `${url}/${part}`,
          file: `part ${part}`,
          checksum,
          further: [],
        };
      });
      const caches = temporaryFolder();
      vi.stubEnv('XDG_CACHE_HOME', caches);
      const act = () => prepareDataset({ ...cifar10, archives }, { download: true, log: () => {} });
      const error = await act().then(
        () => undefined,
        (reason: Error) => reason,
      );
      if (error) {
        expectForm(error);
        expect(error.message).toContain(`${url}/${n} must`);
      }
      expect(await act()).toBe(await cifar10.fingerprint(batches));
      // What came is not asked for again.
      expect(asked).toBe(parts.length + 1);
      expect(readdirSync(join(caches, 'backdropjs'))).toEqual(['cifar-10-batches-bin']);
      expect(openIn(caches)).toEqual([]);
    }
  });
});
