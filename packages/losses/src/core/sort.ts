const digitBits = 11;
const digits = 1 << digitBits;

export interface Sorted {
  /** Positions in the array sorted, by key upwards; equal keys (also -0 and 0) keep the order of their positions. */
  readonly order: Uint32Array;
  /** The keys in that order. */
  readonly keys: Float64Array;
}

/**
 * Sorts finite keys upwards, stably: all of them, or those at the given increasing positions. A radix sort on the upper
 * 32 bits, then an insertion sort on full keys, which has little left to do on ordinary data; where it would have much,
 * a radix sort on all bits. O(n) time, 12 bytes a key of working memory besides the result.
 */
export function sort(values: Float64Array, positions?: Uint32Array): Sorted {
  let order = new Uint32Array(positions?.length ?? values.length);
  let keys = new Float64Array(order.length);
  for (let k = 0; k < order.length; k++) {
    order[k] = positions ? positions[k]! : k;
    keys[k] = values[order[k]!]! + 0; // -0 becomes 0
  }
  let spare = { order: new Uint32Array(order.length), keys: new Float64Array(order.length) };

  const radixSort = (word: 0 | 1) => {
    const counts = countDigits(keys, word);
    for (let digit = 0; digit < 3; digit++) {
      const next = counts.subarray(digit * digits, (digit + 1) * digits);
      // A digit that all keys share costs no pass.
      if (next.includes(keys.length)) continue;
      for (let d = 0, start = 0; d < digits; d++) {
        const count = next[d]!;
        next[d] = start;
        start += count;
      }
      distribute(keys, order, word, digit * digitBits, next, spare.keys, spare.order);
      const sorted = spare;
      spare = { order, keys };
      ({ order, keys } = sorted);
    }
  };
  radixSort(1);
  if (!insertionSort(keys, order, 4 * keys.length)) {
    radixSort(0);
    radixSort(1);
  }
  return { order, keys };
}

// The upper (1) or lower (0) 32 bits of a key, mapped so that unsigned words compare like the keys. Little endian, as
// the typed arrays of every engine in use are.
const bitsOf = (keys: Float64Array) => new Uint32Array(keys.buffer, keys.byteOffset, 2 * keys.length);

function countDigits(keys: Float64Array, word: 0 | 1): Uint32Array {
  const bits = bitsOf(keys);
  const counts = new Uint32Array(3 * digits);
  const sign = 0x80000000 * word;
  for (let k = 0; k < keys.length; k++) {
    const w = bits[2 * k + word]! ^ ((bits[2 * k + 1]! >> 31) | sign);
    counts[w & (digits - 1)]!++;
    counts[digits + ((w >>> digitBits) & (digits - 1))]!++;
    counts[2 * digits + (w >>> (2 * digitBits))]!++;
  }
  return counts;
}

function distribute(
  keys: Float64Array,
  order: Uint32Array,
  word: 0 | 1,
  shift: number,
  next: Uint32Array,
  toKeys: Float64Array,
  toOrder: Uint32Array,
): void {
  const bits = bitsOf(keys);
  const sign = 0x80000000 * word;
  for (let k = 0; k < keys.length; k++) {
    const w = bits[2 * k + word]! ^ ((bits[2 * k + 1]! >> 31) | sign);
    const at = next[(w >>> shift) & (digits - 1)]!++;
    toKeys[at] = keys[k]!;
    toOrder[at] = order[k]!;
  }
}

/** Finishes a sort by the upper words; gives up and returns false after more than `budget` moves. */
function insertionSort(keys: Float64Array, order: Uint32Array, budget: number): boolean {
  for (let k = 1; k < keys.length; k++) {
    const key = keys[k]!;
    if (key >= keys[k - 1]!) continue;
    const i = order[k]!;
    let j = k;
    for (; j > 0 && keys[j - 1]! > key; j--) {
      keys[j] = keys[j - 1]!;
      order[j] = order[j - 1]!;
    }
    keys[j] = key;
    order[j] = i;
    budget -= k - j;
    if (budget < 0) return false;
  }
  return true;
}

/** `values[order[k]]` for every k; constant values, as default weights are, are not copied. */
export function gather(values: Float64Array, order: Uint32Array): Float64Array {
  if (values.every((value) => value === values[0])) return values.subarray(0, order.length);
  const out = new Float64Array(order.length);
  for (let k = 0; k < order.length; k++) out[k] = values[order[k]!]!;
  return out;
}
