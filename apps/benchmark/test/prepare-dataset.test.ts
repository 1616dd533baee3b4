import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { create } from 'tar';
import { beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { cifar10 } from '../src/data/cifar-10/dataset';
import { DataError } from '../src/data/data-error';
import { dataFolderVariable, useDataFolder } from '../src/data/data-folder';
import type { Archive, Dataset } from '../src/data/dataset';
import { prepareDataset } from '../src/data/prepare';
import { uiucTexture } from '../src/data/uiuc-texture/dataset';
import { listImages } from '../src/data/uiuc-texture/locate';
import { packCifar10, packZip, textureJpeg, textureName, writeCifar10 } from './support/data';
import { deadAddress, serve, serveFile } from './support/file-server';
import { temporaryFolder } from './support/records';

let cache: string;

beforeEach(() => {
  const caches = temporaryFolder();
  vi.stubEnv('XDG_CACHE_HOME', caches);
  vi.stubEnv(dataFolderVariable, '');
  onTestFinished(() => void vi.unstubAllEnvs());
  cache = join(caches, 'backdropjs');
});

const log: string[] = [];
const prepare = (dataset: Dataset, download = true) =>
  prepareDataset(dataset, { download, log: (line) => log.push(line) });

/** CIFAR-10 as a small archive, published at an address of this machine. */
async function publishCifar10(changes: Partial<Archive> = {}, damage = (archive: Buffer) => archive) {
  const folder = temporaryFolder();
  writeCifar10(folder, 20);
  await packCifar10(folder, join(folder, 'archive'));
  const content = damage(readFileSync(join(folder, 'archive')));
  const digest = createHash('md5').update(content).digest('hex');
  const { url, requests } = await serveFile(content);
  const archive = {
    ...cifar10.archives[0]!,
    url,
    checksum: { algorithm: 'md5', digest },
    further: [],
    ...changes,
  } as Archive;
  return { dataset: { ...cifar10, archives: [archive] }, content, requests, folder };
}

describe('prepareDataset', () => {
  it('downloads, unpacks what is needed and removes the archive; then it asks for nothing', async () => {
    const { dataset, requests, folder } = await publishCifar10();
    const fingerprint = await prepare(dataset);
    expect(fingerprint).toMatch(/^CIFAR-10, 100 \+ 20 images, SHA-256 [0-9a-f]{16}$/);
    expect(readdirSync(cache)).toEqual(['cifar-10-batches-bin']);
    expect(readdirSync(join(cache, 'cifar-10-batches-bin'))).toHaveLength(6);
    expect(await prepare(dataset)).toBe(fingerprint);
    expect(requests).toHaveLength(1);
    // The same files in a folder of the user's are the same data.
    useDataFolder(folder);
    expect(await prepare(dataset)).toBe(fingerprint);
  });

  it('takes an archive that was put there, and refuses one with another checksum', async () => {
    const { dataset, content, requests } = await publishCifar10();
    const path = join(cache, 'cifar-10-binary.tar.gz');
    mkdirSync(cache);
    writeFileSync(path, content.subarray(0, 1000));
    await expect(prepare(dataset)).rejects.toThrow(
      /cifar-10-binary\.tar\.gz must have the MD5 .*, got .*cut short.*delete it/,
    );
    expect(existsSync(path)).toBe(true);
    writeFileSync(path, content);
    expect(await prepare(dataset, false)).toContain('100 + 20 images');
    expect(requests).toEqual([]);
  });

  it.each([
    ['no connection', deadAddress, /must be downloaded, got fetch failed \(.*ECONNREFUSED/],
    [
      'a missing page',
      () => serve((_, response) => void response.writeHead(404).end()),
      /must be downloaded, got the server answered 404/,
    ],
  ])('names address, checksum, place and flag for %s', async (_, address, reason) => {
    const url = await address();
    const { dataset } = await publishCifar10({ url });
    const error = await prepare(dataset).catch((error) => error);
    expect(error).toBeInstanceOf(DataError);
    const { message } = error as Error;
    expect(message).toMatch(reason);
    const { digest } = dataset.archives[0]!.checksum;
    for (const part of [url, `MD5 ${digest}`, cache, '--data-dir', 'cifar-10-batches-bin'])
      expect(message).toContain(part);
    expect(readdirSync(cache)).toEqual([]);
  });

  it('takes nothing with a wrong checksum for data', async () => {
    const { dataset } = await publishCifar10({ checksum: cifar10.archives[0]!.checksum });
    await expect(prepare(dataset)).rejects.toThrow(
      /must have the MD5 c32a1d4ab5d03f1284b67883e8d87530, got [0-9a-f]{32};/,
    );
    expect(readdirSync(cache)).toEqual([]);
  });

  it.each([
    ['cut short', (archive: Buffer) => archive.subarray(0, archive.length / 2)],
    ['no archive at all', () => Buffer.alloc(2000, 1)],
    ['empty', () => Buffer.alloc(0)],
  ])('takes nothing from an archive that is %s, whatever its checksum', async (_, damage) => {
    const { dataset, content } = await publishCifar10({}, damage);
    mkdirSync(cache);
    writeFileSync(join(cache, 'cifar-10-binary.tar.gz'), content);
    await expect(prepare(dataset)).rejects.toThrow(
      /must be unpacked, got .*delete the file|must hold CIFAR-10/,
    );
    expect(existsSync(join(cache, 'cifar-10-batches-bin'))).toBe(false);
  });

  it('refuses archives of which two files share a name, which would overwrite each other', async () => {
    const folder = temporaryFolder();
    const zip = join(folder, 'images.zip');
    const image = Buffer.from('image');
    await packZip(zip, { 'T01_bark/T01_01.jpg': image, 'T02_bark/T01_01.jpg': image });
    const unpackTextures = uiucTexture.archives[0]!.unpack;
    await expect(unpackTextures(zip, temporaryFolder())).rejects.toThrow(
      'files must have names of their own, got "T01_01.jpg"',
    );

    const tar = join(folder, 'batches');
    for (const name of ['one', 'other']) writeCifar10(join(folder, name), 1);
    await create({ file: tar, gzip: true, cwd: folder }, ['one', 'other']);
    const unpackCifar10 = cifar10.archives[0]!.unpack;
    await expect(unpackCifar10(tar, temporaryFolder())).rejects.toThrow(
      /files must have names of their own, got "data_batch_1/,
    );
  });

  it('downloads nothing where it may not, or to a folder of the user’s', async () => {
    const { dataset, requests } = await publishCifar10();
    await expect(prepare(dataset, false)).rejects.toThrow(
      /CIFAR-10 must be in .*backdropjs, got nothing there/,
    );
    const folder = temporaryFolder();
    useDataFolder(folder);
    await expect(prepare(dataset)).rejects.toThrow(`CIFAR-10 must be in ${folder}, got nothing there`);
    expect(requests).toEqual([]);
  });

  it('says that it cannot write', async () => {
    const { dataset } = await publishCifar10();
    writeFileSync(cache, 'a file in the place of the folder');
    await expect(prepare(dataset)).rejects.toThrow(/must be in .*backdropjs, got .*EEXIST.*--data-dir/s);
  });

  it('unpacks all parts of the textures, or none', async () => {
    const source = temporaryFolder();
    const parts = await Promise.all(
      uiucTexture.archives.map(async (archive, part) => {
        const images: Record<string, Buffer> = { 'readme.txt': Buffer.from('') };
        for (let label = 5 * part; label < 5 * part + 5; label++)
          images[`T_class/${textureName(label, 1)}`] = await textureJpeg(label, 1);
        for (const [name, image] of Object.entries(images))
          writeFileSync(join(source, basename(name)), image);
        const path = join(source, archive.file);
        await packZip(path, images);
        const digest = createHash('sha1').update(readFileSync(path)).digest('hex');
        return { ...archive, checksum: { algorithm: 'sha1', digest }, further: [] } as Archive;
      }),
    );
    const offline = await deadAddress();
    // By the definition of what `sha256sum *.jpg` writes; that of the published images is another.
    const images = listImages(source);
    const sum = (data: string | Buffer) => createHash('sha256').update(data).digest('hex');
    const lines = images.map((path) => `${sum(readFileSync(path))}  ${basename(path)}\n`).join('');
    const archives = parts.map((part) => ({ ...part, url: offline }));
    const dataset = { ...uiucTexture, archives, contents: { ...uiucTexture.contents!, sha256: sum(lines) } };
    mkdirSync(cache);
    for (const { file } of parts.slice(1)) copyFileSync(join(source, file), join(cache, file));
    await expect(prepare(dataset)).rejects.toThrow(/must be downloaded/);
    expect(existsSync(join(cache, 'uiuc-texture'))).toBe(false);
    copyFileSync(join(source, parts[0]!.file), join(cache, parts[0]!.file));
    await expect(prepare({ ...dataset, contents: uiucTexture.contents! })).rejects.toThrow(
      /UIUC texture database, as unpacked in .*, must have the SHA-256 941f8733.*, got [0-9a-f]{64}; delete the archives$/,
    );
    expect(existsSync(join(cache, 'uiuc-texture'))).toBe(false);
    expect(await prepare(dataset)).toMatch(/^UIUC textures, 25 images, SHA-256 /);
    expect(readdirSync(cache)).toEqual(['uiuc-texture']);
  });
});
