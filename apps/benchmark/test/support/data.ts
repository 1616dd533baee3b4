import { once } from 'node:events';
import { createWriteStream, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import sharp from 'sharp';
import { create } from 'tar';
import { ZipFile } from 'yazl';

/** `count` records of CIFAR-10's format with labels 0, 1, … 9, 0, … whose images are noise around the label. */
export function cifar10Batch(count: number, seed: number): Buffer {
  return Buffer.concat(
    Array.from({ length: count }, (_, record) => {
      const label = record % 10;
      const pixels = Array.from(
        { length: 3072 },
        (_, i) => label * 20 + (((i * 2654435761 + record * 40503 + seed * 97) >>> 7) % 50),
      );
      return Buffer.from([label, ...pixels]);
    }),
  );
}

/** Writes the six batches of CIFAR-10 with `count` records each and returns their folder. */
export function writeCifar10(folder: string, count: number): string {
  const batches = join(folder, 'cifar-10-batches-bin');
  mkdirSync(batches, { recursive: true });
  for (const batch of [1, 2, 3, 4, 5])
    writeFileSync(join(batches, `data_batch_${batch}.bin`), cifar10Batch(count, batch));
  writeFileSync(join(batches, 'test_batch.bin'), cifar10Batch(count, 6));
  return batches;
}

/** Packs the folder as the official archive does, with a file that nobody asked for. */
export async function packCifar10(folder: string, archive: string): Promise<void> {
  writeFileSync(join(folder, 'cifar-10-batches-bin', 'readme.html'), '');
  await create({ file: archive, gzip: true, cwd: folder }, ['cifar-10-batches-bin']);
}

/** A grayscale JPEG of stripes, wider for higher labels. */
export function textureJpeg(label: number, image: number, width = 160, height = 120): Promise<Buffer> {
  const pixels = Uint8Array.from(
    { length: width * height },
    (_, i) =>
      128 +
      60 * Math.sin((i % width) / (1 + label / 4) + image) +
      40 * Math.cos(Math.floor(i / width) / (1 + label)),
  );
  return sharp(pixels, { raw: { width, height, channels: 1 } })
    .toColorspace('b-w')
    .jpeg()
    .toBuffer();
}

export const textureName = (label: number, image: number) =>
  `T${String(label + 1).padStart(2, '0')}_${String(image).padStart(2, '0')}.jpg`;

/** Writes `perClass` images of each of the 25 classes. */
export async function writeTextures(
  folder: string,
  perClass: number,
  width?: number,
  height?: number,
): Promise<void> {
  mkdirSync(folder, { recursive: true });
  for (let label = 0; label < 25; label++) {
    for (let image = 1; image <= perClass; image++)
      writeFileSync(join(folder, textureName(label, image)), await textureJpeg(label, image, width, height));
  }
}

/** Writes a zip archive of the given files. */
export async function packZip(archive: string, files: Readonly<Record<string, Buffer>>): Promise<void> {
  mkdirSync(dirname(archive), { recursive: true });
  const zip = new ZipFile();
  for (const [path, content] of Object.entries(files)) zip.addBuffer(content, path);
  zip.end();
  await once(zip.outputStream.pipe(createWriteStream(archive)), 'close');
}
