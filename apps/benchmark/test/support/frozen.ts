import { createHash } from 'node:crypto';

/** A short digest of lines. */
export const hash = (lines: readonly string[]) =>
  createHash('sha256').update(lines.join('\n')).digest('hex').slice(0, 16);

/** A frozen file: what it is, then its lines. */
export const textOf = (title: string, lines: readonly string[]) => `# ${title}\n${lines.join('\n')}\n`;
