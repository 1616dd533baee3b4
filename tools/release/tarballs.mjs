import { readdirSync } from 'node:fs';
import { join } from 'node:path';

/** @param {string} folder @returns {string[]} */
export const tarballsIn = (folder) =>
  readdirSync(folder)
    .filter((file) => file.endsWith('.tgz'))
    .map((file) => join(folder, file));
