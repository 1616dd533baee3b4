import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import type { Archive, Dataset } from '../dataset';
import { extractZip } from '../extract-zip';
import { isImagePath, listImages, locateTextures } from './locate';

const site = 'http://www-cvr.ai.uiuc.edu/ponce_grp/data/texture_database';

/**
 * UIUC textures: 25 classes of 40 grayscale images, 640 x 480. S. Lazebnik, C. Schmid, J. Ponce, "A Sparse Texture
 * Representation Using Local Affine Regions", IEEE Trans. PAMI 27(8), 2005; http://www-cvr.ai.uiuc.edu/ponce_grp/data/.
 */
export const uiucTexture: Dataset = {
  title: 'The UIUC texture database',
  folder: 'uiuc-texture',
  archives: [
    part('T01-T05', 'c0761b76080a9a9200b4a6894e05fabaca1fb280'),
    part('T06-T10', 'a83dfd0af0a3edd5d144f7cdd2e6e93eb75c2c4a'),
    part('T11-T15', 'aa9879721b40364f7a69e589937afd0848612a0e'),
    part('T16-T20', 'fc0d89efe370ee36605336bd112dae8503004dad'),
    part('T21-T25', 'f9c2b8afeaa7a5d56e7d135a0a05bd34f818428a'),
  ],
  locate: locateTextures,
  fingerprint: fingerprintTextures,
};

function part(name: string, digest: string): Archive {
  return {
    url: `${site}/${name}.zip`,
    file: `${name}.zip`,
    megabytes: 46,
    checksum: { algorithm: 'sha1', digest },
    unpack: (archive, folder) => extractZip(archive, folder, isImagePath),
  };
}

/** The number of images and a hash of their names and contents, wherever they lie. */
async function fingerprintTextures(location: string): Promise<string> {
  const images = listImages(location);
  const hash = createHash('sha256');
  for (const path of images) hash.update(`${basename(path)}\n`).update(readFileSync(path));
  return `UIUC textures, ${images.length} images, SHA-256 ${hash.digest('hex').slice(0, 16)}`;
}
