import { copyFileSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { cifar10 } from '../src/data/cifar-10/dataset';
import { readCifar10 } from '../src/data/cifar-10/read';
import { uiucTexture } from '../src/data/uiuc-texture/dataset';
import { readTextures } from '../src/data/uiuc-texture/read';
import { textureJpeg, textureName, writeCifar10, writeTextures } from './support/data';
import { temporaryFolder } from './support/records';

describe('CIFAR-10 files', () => {
  it('are found in the folder and below it', () => {
    const folder = temporaryFolder();
    expect(cifar10.locate(folder)).toBeUndefined();
    const batches = writeCifar10(folder, 10);
    expect(cifar10.locate(folder)).toBe(batches);
    expect(cifar10.locate(batches)).toBe(batches);
    rmSync(join(batches, 'data_batch_3.bin'));
    expect(() => cifar10.locate(folder)).toThrow(/must be complete, got all but data_batch_3.bin/);
  });

  it('are read in order, and identified by their contents', () => {
    const batches = writeCifar10(temporaryFolder(), 10);
    const { train, test, fingerprint } = readCifar10(batches);
    expect([train.images.length, test.images.length]).toEqual([50, 10]);
    expect([...train.labels.subarray(8, 12)]).toEqual([8, 9, 0, 1]);
    const bytes = readFileSync(join(batches, 'data_batch_2.bin'));
    expect([...train.images[10]!]).toEqual([...bytes.subarray(1, 3073)]);
    bytes[100]! ^= 1;
    writeFileSync(join(batches, 'data_batch_2.bin'), bytes);
    expect(readCifar10(batches).fingerprint).not.toBe(fingerprint);
  });
});

describe('texture images', () => {
  it('are found wherever people keep them, and are the same data there', async () => {
    const folder = temporaryFolder();
    expect(uiucTexture.locate(folder)).toBeUndefined();
    const images = join(folder, 'uiuc-texture', 'images_320x240');
    await writeTextures(images, 1);
    for (const start of [folder, join(folder, 'uiuc-texture'), images])
      expect(uiucTexture.locate(start)).toBe(images);
    const nested = temporaryFolder();
    for (const file of readdirSync(images)) {
      const group = join(nested, `${file.slice(0, 3)}_name`);
      mkdirSync(group, { recursive: true });
      copyFileSync(join(images, file), join(group, file));
    }
    expect(uiucTexture.locate(nested)).toBe(nested);
    expect(await uiucTexture.fingerprint(nested)).toBe(await uiucTexture.fingerprint(images));
    rmSync(join(images, 'T07_01.jpg'));
    expect(() => uiucTexture.locate(folder)).toThrow('must be complete, got 24 of 25 classes');
  });

  it('are decoded and averaged in blocks', async () => {
    const folder = temporaryFolder();
    await writeTextures(folder, 1);
    const whole = await readTextures(folder, 120, 160);
    const half = await readTextures(folder, 60, 80);
    expect(whole.labels).toEqual(Array.from({ length: 25 }, (_, label) => label));
    const pixel = (row: number, column: number) => whole.images[3]![row * 160 + column]!;
    const mean = (pixel(20, 30) + pixel(20, 31) + pixel(21, 30) + pixel(21, 31)) / 4;
    expect(half.images[3]![10 * 80 + 15]).toBe(mean);
    // The stripes survive: the decoded pixels lie close to what was encoded.
    expect(Math.abs(pixel(0, 5) - (128 + 60 * Math.sin(5 / 1.75 + 1) + 40))).toBeLessThan(15);
  });

  it('that are damaged or of another size are named', async () => {
    const folder = temporaryFolder();
    await writeTextures(folder, 1);
    const path = join(folder, textureName(4, 1));
    writeFileSync(path, await textureJpeg(4, 1, 100, 120));
    await expect(readTextures(folder, 120, 160)).rejects.toThrow(
      `${path} must be a grayscale image of 160 x 120 pixels or a multiple of it, got 100 x 120`,
    );
    const jpeg = await textureJpeg(4, 1);
    writeFileSync(path, jpeg.subarray(0, jpeg.length / 2));
    await expect(readTextures(folder, 120, 160)).rejects.toThrow(`${path} must be an image`);
  });
});
