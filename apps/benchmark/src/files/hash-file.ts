import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';

/** A checksum of a file, in lower-case hexadecimal digits. */
export interface Checksum {
  algorithm: 'md5' | 'sha1' | 'sha256';
  digest: string;
}

/** The hexadecimal digest of a file, read in pieces. */
export async function hashFile(path: string, algorithm: Checksum['algorithm']): Promise<string> {
  const hash = createHash(algorithm);
  await pipeline(createReadStream(path), hash);
  return hash.digest('hex');
}
