/** Data that is absent, incomplete or damaged; other experiments can do without it. */
export class DataError extends Error {
  override readonly name = 'DataError';
}

/** Two files of an archive would be one where its folders are left out. */
export function sameName(name: string): DataError {
  return new DataError(`two of its files are named ${name}`);
}
