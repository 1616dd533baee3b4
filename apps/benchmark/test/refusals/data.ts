import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { vi } from 'vitest';
import { cifar10 } from '../../src/data/cifar-10/dataset';
import { parseRecords } from '../../src/data/cifar-10/records';
import { useDataFolder } from '../../src/data/data-folder';
import type { Archive, Dataset } from '../../src/data/dataset';
import { download, verify } from '../../src/data/download';
import { findDataset } from '../../src/data/find';
import { prepareDataset } from '../../src/data/prepare';
import { uiucTexture } from '../../src/data/uiuc-texture/dataset';
import { readGrayImage } from '../../src/data/uiuc-texture/read-gray-image';
import { textureJpeg, writeTextures } from '../support/data';
import { deadAddress, serve, serveFile } from '../support/file-server';
import { temporaryFile as file, temporaryFolder } from '../support/records';

const inFolder = async (folder: string, act: () => unknown) => {
  useDataFolder(folder);
  await act();
};
const none = { download: false, log: () => {} };
const md5 = (digest: string) => [{ algorithm: 'md5', digest }] as const;

/** Has data made from an archive of one letter. */
const prepareFrom = (changes: Partial<Archive>, dataset: Dataset = cifar10) => {
  const [checksum] = md5('9dd4e461268c8034f5c8564e155c67a6');
  const archives = [{ ...cifar10.archives[0]!, file: 'archive', checksum, further: [], ...changes }];
  const folder = join(file('x', 'archive'), '..');
  return inFolder(folder, () => prepareDataset({ ...dataset, archives }, none));
};

/** What is, or happens, around the program's data: an Error. */
export const dataStates: Record<string, () => unknown> = {
  'no whole records of images': () => parseRecords(new Uint8Array(9), 'batch'),
  'a label of no class': () => parseRecords(new Uint8Array(3073).fill(99), 'batch'),
  'a part of CIFAR-10': () => cifar10.locate(join(file('', 'test_batch.bin'), '..')),
  'a part of the textures': () => uiucTexture.locate(join(file('', 'T01_01.jpg'), '..')),
  'no image': () => readGrayImage(file('x'), 120, 160),
  'an image of another size': async () => readGrayImage(file(await textureJpeg(0, 0)), 100, 100),
  'no data for a run': () => inFolder(temporaryFolder(), () => findDataset(cifar10, '')),
  'other data for a run': async () => {
    const folder = temporaryFolder();
    await writeTextures(folder, 1);
    await inFolder(folder, () => findDataset(uiucTexture, 'others'));
  },
  'no data': () => inFolder(temporaryFolder(), () => prepareDataset(cifar10, none)),
  'data that cannot be downloaded': async () => {
    vi.stubEnv('XDG_CACHE_HOME', temporaryFolder());
    const archives = [{ ...cifar10.archives[0]!, url: await deadAddress() }];
    await prepareDataset({ ...cifar10, archives }, { ...none, download: true });
  },
  'an archive that cannot be unpacked': () => prepareFrom({}),
  'an archive of other things': () => prepareFrom({ unpack: async () => {} }),
  'archives of other images': () =>
    prepareFrom({ unpack: async (_, folder) => void (await writeTextures(folder, 1)) }, uiucTexture),
  'a cache that cannot be locked': () => {
    const archive = file('x', 'cifar-10-binary.tar.gz');
    mkdirSync(join(archive, '..', 'download.lock'));
    return inFolder(join(archive, '..'), () => prepareDataset(cifar10, none));
  },
  'a file with another checksum': () => verify(file('x'), md5('0')),
  'a server that refuses': async () => {
    const url = await serve((_, response) => void response.writeHead(404).end());
    await download({ url, path: join(temporaryFolder(), 'file'), checksums: [], mostBytes: 9 });
  },
  'a download with another checksum': async () => {
    const { url } = await serveFile(Buffer.from('x'));
    await download({ url, path: join(temporaryFolder(), 'file'), checksums: md5('0'), mostBytes: 9 });
  },
};
