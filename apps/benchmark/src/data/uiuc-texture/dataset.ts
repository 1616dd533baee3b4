import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { hashFile } from '../../files/hash-file';
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
    part('T01-T05', 'c0761b76080a9a9200b4a6894e05fabaca1fb280', 'e622e4708e336d51b3bbd45503618af1'),
    part('T06-T10', 'a83dfd0af0a3edd5d144f7cdd2e6e93eb75c2c4a', '50ab35564058d3f1d05e6f5d767db5df'),
    part('T11-T15', 'aa9879721b40364f7a69e589937afd0848612a0e', 'd1c7584aeb0ab1e41c7157c60e84c3ad'),
    part('T16-T20', 'fc0d89efe370ee36605336bd112dae8503004dad', 'd527ba7d820e1eeaef49f9c07b82aa34'),
    part('T21-T25', 'f9c2b8afeaa7a5d56e7d135a0a05bd34f818428a', '74a29af10123f2be70ea481e5af3ec36'),
  ],
  contents: { sha256: '941f87335543d24fa6ea2cbd064a16b11b25f5ab2dd81958635b8d9f970e0cc0', of: sumOfImages },
  locate: locateTextures,
  fingerprint: fingerprintTextures,
};

/** With the publisher's SHA-1, and the MD5 of the copies in Google DeepMind's collection dm_nevis. */
function part(name: string, sha1: string, md5: string): Archive {
  return {
    url: `${site}/${name}.zip`,
    file: `${name}.zip`,
    megabytes: 46,
    checksum: { algorithm: 'sha1', digest: sha1 },
    further: [{ algorithm: 'md5', digest: md5 }],
    unpack: (archive, folder) => extractZip(archive, folder, isImagePath),
  };
}

/** The SHA-256 of the lines that `sha256sum` writes of the images, by name; ours is that of the originals, all 1000. */
async function sumOfImages(location: string): Promise<string> {
  const hash = createHash('sha256');
  for (const path of listImages(location))
    hash.update(`${await hashFile(path, 'sha256')}  ${basename(path)}\n`);
  return hash.digest('hex');
}

/** The number of images and a hash of their names and contents, wherever they lie. */
async function fingerprintTextures(location: string): Promise<string> {
  const images = listImages(location);
  const hash = createHash('sha256');
  for (const path of images) hash.update(`${basename(path)}\n`).update(readFileSync(path));
  return `UIUC textures, ${images.length} images, SHA-256 ${hash.digest('hex').slice(0, 16)}`;
}
