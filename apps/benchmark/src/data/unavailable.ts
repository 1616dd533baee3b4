import { DataError } from './data-error';
import type { Dataset } from './dataset';

/** An error that holds all that is needed to get the data by hand. */
export function unavailable(
  { title, folder, archives }: Dataset,
  where: string,
  reason: string,
  cause?: unknown,
): DataError {
  const lines = archives.map(
    ({ url, megabytes, checksum: { algorithm, digest } }) =>
      `  ${url} (${megabytes} MB, ${algorithm.toUpperCase()} ${digest})`,
  );
  const files = archives.length === 1 ? 'that file' : 'those files';
  return new DataError(
    `${title} ${reason}. It is published at\n${lines.join('\n')}\n` +
      `Put ${files}, or the unpacked folder ${folder}, into ${where}; or name a folder that has it with --data-dir.`,
    { cause },
  );
}
