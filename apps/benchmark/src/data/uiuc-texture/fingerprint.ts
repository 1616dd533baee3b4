import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { listImages } from './locate';

/** The number of images and a hash of their names and contents, wherever they lie. */
export async function fingerprintTextures(location: string): Promise<string> {
  const images = listImages(location);
  const hash = createHash('sha256');
  for (const path of images) hash.update(`${basename(path)}\n`).update(readFileSync(path));
  return `UIUC textures, ${images.length} images, SHA-256 ${hash.digest('hex').slice(0, 16)}`;
}
