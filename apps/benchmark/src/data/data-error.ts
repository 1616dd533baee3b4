/** Data that is absent, incomplete or damaged; other experiments can do without it. */
export class DataError extends Error {
  override readonly name = 'DataError';
}
