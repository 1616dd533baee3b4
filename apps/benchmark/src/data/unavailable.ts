import { fail } from '../check';
import { DataError } from './data-error';
import type { Dataset } from './dataset';

/** Throws an error that holds all that is needed to get the data by hand; `got` is what was there or happened instead. */
export function failUnavailable(
  caller: string,
  { title, folder, archives }: Dataset,
  where: string,
  got: string,
  cause?: unknown,
): never {
  const lines = archives.map(
    ({ url, megabytes, checksum: { algorithm, digest } }) =>
      `  ${url} (${megabytes} MB, ${algorithm.toUpperCase()} ${digest})`,
  );
  const files = archives.length === 1 ? 'that file' : 'those files';
  const remedy =
    `it is published at\n${lines.join('\n')}\nput ${files}, or the unpacked folder ${folder}, into ${where}; ` +
    'or name a folder that has it with --data-dir';
  return fail(caller, `${title} must be in ${where}`, got, remedy, { kind: DataError, cause });
}
