import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { attempt } from './attempt';

/** Puts something in the place of a file, or of none, in one go: whenever this ends or fails, there is the old file or the new. */
export function replaceFile(path: string, content: string | Uint8Array): void {
  const next = `${path}.new`;
  try {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(next, content, { flush: true });
    renameSync(next, path);
  } catch (error) {
    attempt(() => rmSync(next, { force: true }));
    throw error;
  }
}
