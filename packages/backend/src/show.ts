import { Tensor } from '@tensorflow/tfjs-core';

/** So much of a text, a list or an object is shown. */
const [CHARACTERS, ITEMS, DEPTH] = [60, 6, 2];

/** A value for a message, whatever it is: showing it never fails, and what is long is cut. */
export function show(value: unknown): string {
  try {
    return shown(value, DEPTH);
  } catch {
    // A proxy or a getter threw, or there is no way to text.
    return 'something that cannot be read';
  }
}

function shown(value: unknown, depth: number): string {
  if (typeof value === 'string') {
    return value.length > CHARACTERS
      ? `${JSON.stringify(value.slice(0, CHARACTERS))}… (${value.length} characters)`
      : JSON.stringify(value);
  }
  if (typeof value === 'bigint') return cut(`${value}n`);
  if (typeof value === 'function') return cut(value.name ? `the function ${value.name}` : 'a function');
  if (Object.is(value, -0)) return '-0';
  if (typeof value !== 'object' || value === null) return cut(String(value));
  if (value instanceof Tensor) return `a ${value.dtype} tensor of [${value.shape}]`;
  if (Array.isArray(value) || ArrayBuffer.isView(value)) return list(value, depth);
  return object(value, depth);
}

function list(value: unknown[] | ArrayBufferView, depth: number): string {
  const [items, kind] = Array.isArray(value)
    ? [value, '']
    : [value as unknown as ArrayLike<unknown>, value.constructor.name];
  const { length = 0 } = items;
  if (depth === 0) return `${kind}[${length > 0 ? '…' : ''}]`;
  const first = Array.from({ length: Math.min(length, ITEMS) }, (_, i) => shown(items[i], depth - 1));
  return `${kind}[${first.join(', ')}${length > ITEMS ? `, … (${length})` : ''}]`;
}

function object(value: object, depth: number): string {
  const { name = '' } = (value as { constructor?: { name?: string } }).constructor ?? {};
  const kind = name && name !== 'Object' ? `${cut(String(name))} ` : '';
  const names = Object.keys(value);
  if (names.length === 0) return `${kind}{}`;
  if (depth === 0) return `${kind}{…}`;
  const first = names
    .slice(0, ITEMS)
    .map((key) => `${cut(key)}: ${shown((value as Record<string, unknown>)[key], depth - 1)}`);
  return `${kind}{ ${first.join(', ')}${names.length > ITEMS ? ', …' : ''} }`;
}

function cut(text: string): string {
  return text.length > CHARACTERS ? `${text.slice(0, CHARACTERS)}…` : text;
}
