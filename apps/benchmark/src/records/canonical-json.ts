import { refuseKind } from '../check';

/**
 * JSON with the keys of every object sorted and no whitespace, so that equal values have equal texts.
 *
 * @throws TypeError for what JSON cannot hold faithfully: undefined, functions, NaN and infinities.
 */
export function canonicalJson(value: unknown): string {
  if (value === null || typeof value === 'boolean' || typeof value === 'string') return JSON.stringify(value);
  if (typeof value === 'number' && Number.isFinite(value)) return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (typeof value === 'object') {
    const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
    return `{${entries.map(([key, item]) => `${JSON.stringify(key)}:${canonicalJson(item)}`).join(',')}}`;
  }
  return refuseKind('canonicalJson', 'values must be plain JSON', value);
}
