import { readdirSync, readFileSync } from 'node:fs';

/** What is in a file; undefined where there is none. (`existsSync` says that there is none of one that cannot be looked at.) */
export function readIfPresent(path: string): Buffer | undefined {
  return unlessAbsent(() => readFileSync(path));
}

/** The names in a folder; none where there is no folder. */
export function namesIfPresent(folder: string): string[] {
  return unlessAbsent(() => readdirSync(folder)) ?? [];
}

function unlessAbsent<Value>(read: () => Value): Value | undefined {
  try {
    return read();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
