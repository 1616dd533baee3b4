import { check } from '../check';

/** What the header of a .npy file says. */
export interface Header {
  readonly descr: string;
  readonly fortran: boolean;
  readonly shape: readonly number[];
  /** Where the elements begin. */
  readonly start: number;
}

/** NumPy reads no longer header either, unless it is told to. */
const MOST_CHARACTERS = 10_000;

/** Reads the header of a .npy file: the signature, the version, and a Python dictionary of exactly three entries. */
export function readHeader(file: Uint8Array): Header {
  // Names of fields may be UTF-8, but plain arrays have none.
  const toText = (from: number, end: number) => String.fromCharCode(...file.subarray(from, end));
  check(
    toText(0, 6) === '\x93NUMPY',
    'fromNpy',
    'bytes must begin with the signature of a .npy file',
    file,
    'read .npz archives with fromNpz',
  );
  const version = file[6]!;
  check(version >= 1 && version <= 3, 'fromNpy', 'the format version must be 1, 2 or 3', version);
  // The length of the rest of the header, in two or four bytes.
  const first = version === 1 ? 10 : 12;
  const length = file.subarray(8, first).reduce((sum, byte, i) => sum + byte * 256 ** i, 0);
  check(
    length <= MOST_CHARACTERS,
    'fromNpy',
    `the header must have at most ${MOST_CHARACTERS} bytes`,
    length,
  );
  const start = first + length;
  check(start <= file.length, 'fromNpy', `the header must be complete, ${start} bytes`, file.length);
  const entries = readDictionary(toText(first, start));
  const { descr, fortran_order: fortran, shape } = entries;
  const complete =
    typeof descr === 'string' &&
    typeof fortran === 'boolean' &&
    Array.isArray(shape) &&
    Object.keys(entries).length === 3;
  const constraint =
    'the header must describe one array of plain elements by descr, fortran_order and shape alone';
  if (!complete) check(false, 'fromNpy', constraint, toText(first, start), '', 'string');
  return { descr, fortran, shape, start };
}

/** A string in either quotes, a number, a word, or a sign; numbers may have the L of Python 2. */
const TOKEN = /\s*(?:[uU]?'([^'\\]*)'|[uU]?"([^"\\]*)"|(\d+)L?|(True|False)|([{}(),:]))/y;

type Value = string | boolean | number[];

/** The entries of a Python dictionary of strings, booleans and tuples of integers; what is none has no entries. */
function readDictionary(text: string): Record<string, Value> {
  const tokens: (string | number | boolean | { text: string })[] = [];
  let end = 0;
  TOKEN.lastIndex = 0;
  for (let match = TOKEN.exec(text); match; match = TOKEN.exec(text)) {
    const [, single, double, digits, word, sign] = match;
    if (sign !== undefined) tokens.push(sign);
    else if (digits !== undefined) tokens.push(Number(digits));
    else if (word !== undefined) tokens.push(word === 'True');
    else tokens.push({ text: (single ?? double)! });
    end = TOKEN.lastIndex;
  }
  if (text.slice(end).trim() !== '') return {};
  let at = 0;
  const take = (sign: string) => tokens[at] === sign && at++ >= 0;
  const entries: Record<string, Value> = Object.create(null);
  if (!take('{')) return {};
  while (!take('}')) {
    const name = tokens[at++];
    if (typeof name !== 'object' || !take(':')) return {};
    let value: Value;
    const token = tokens[at++];
    if (typeof token === 'object') value = token.text;
    else if (typeof token === 'boolean') value = token;
    else if (token === '(') {
      value = [];
      while (!take(')')) {
        const length = tokens[at++];
        if (typeof length !== 'number' || (!take(',') && tokens[at] !== ')')) return {};
        value.push(length);
      }
    } else return {};
    entries[name.text] = value;
    if (!take(',') && tokens[at] !== '}') return {};
  }
  return at === tokens.length ? entries : {};
}
