import { existsSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fail } from '../../check';
import { DataError } from '../data-error';

export const classCount = 25;
const imageName = /^T(\d\d)_\d\d\.jpg$/;

/**
 * The folder of the images: the given one, `uiuc-texture` in it, or `images_320x240` in either. Images may lie there or
 * in the archives' folders (`T01_bark1/T01_01.jpg`).
 */
export function locateTextures(folder: string): string | undefined {
  const roots = [folder, join(folder, 'uiuc-texture')];
  for (const candidate of [...roots, ...roots.map((root) => join(root, 'images_320x240'))]) {
    const labels = new Set(listImages(candidate).map(labelOf));
    if (labels.size === classCount) return candidate;
    if (labels.size > 0) {
      const constraint = `the UIUC texture database in ${candidate} must be complete`;
      const got = `${labels.size} of ${classCount} classes`;
      fail('locateTextures', constraint, got, 'put the others there', { kind: DataError });
    }
  }
  return undefined;
}

/** The images of a folder and of the archives' folders in it, by name. */
export function listImages(folder: string): string[] {
  if (!existsSync(folder)) return [];
  const entries = readdirSync(folder, { withFileTypes: true });
  const folders = entries.filter((entry) => entry.isDirectory() && /^T\d\d_/.test(entry.name));
  const nested = folders.flatMap(({ name }) =>
    readdirSync(join(folder, name)).map((file) => join(name, file)),
  );
  return [...entries.filter((entry) => entry.isFile()).map(({ name }) => name), ...nested]
    .filter((path) => imageName.test(basename(path)))
    .sort((a, b) => (basename(a) < basename(b) ? -1 : 1))
    .map((path) => join(folder, path));
}

/** The class 0 to 24 that an image's name states. */
export function labelOf(path: string): number {
  return Number(imageName.exec(basename(path))![1]) - 1;
}

/** Whether a path in an archive is an image. */
export function isImagePath(path: string): boolean {
  return imageName.test(path.slice(path.lastIndexOf('/') + 1));
}
