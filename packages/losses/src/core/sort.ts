import { positionsOf } from './positions';

/** The result of a sort: positions in the array sorted, by key upwards, and the keys in that order. */
export type Sorted = [order: Uint32Array, keys: Float64Array];

/**
 * Sorts finite keys upwards, stably (also -0 and 0 keep the order of their positions). A radix sort on the upper 32 bits,
 * then an insertion sort on full keys, which has little left to do on ordinary data; where it would have much, a radix
 * sort on all bits. O(n) time, 12 bytes a key of working memory besides the result.
 *
 * @param positions - what to return for each key; 0, 1, ... when not given. Lost to the sort.
 */
export function sort(values: Float64Array, positions: Uint32Array = positionsOf(values.length)): Sorted {
  let sorted = positions;
  const n = sorted.length;
  let keys = new Float64Array(n);
  for (let k = 0; k < n; k++) keys[k] = values[k]! + 0; // -0 becomes 0
  let nextOrder: Uint32Array | undefined;
  let nextKeys: Float64Array<ArrayBuffer> | undefined;

  const radixSort = (word: 0 | 1) => {
    nextOrder ??= new Uint32Array(n);
    nextKeys ??= new Float64Array(n);
    for (let shift = 0; shift < 32; shift += 11) {
      if (!distribute(word, shift, keys, sorted, nextKeys, nextOrder)) continue;
      [sorted, keys, nextOrder, nextKeys] = [nextOrder, nextKeys, sorted, keys];
    }
  };
  if (n > 64) radixSort(1);
  if (!insertionSort(sorted, keys)) {
    radixSort(0);
    radixSort(1);
  }
  return [sorted, keys];
}

/**
 * Sorts by 11 bits of the upper (1) or lower (0) 32 bits, mapped so that unsigned words compare like the keys; returns false
 * where all keys share them and nothing was written. Little endian, as the typed arrays of every engine in use are.
 */
function distribute(
  word: 0 | 1,
  shift: number,
  keys: Float64Array,
  order: Uint32Array,
  toKeys: Float64Array,
  toOrder: Uint32Array,
): boolean {
  const bits = new Uint32Array(keys.buffer);
  const sign = word << 31;
  const starts = new Uint32Array(2048);
  for (let k = 0; k < keys.length; k++) {
    starts[((bits[2 * k + word]! ^ ((bits[2 * k + 1]! >> 31) | sign)) >>> shift) & 2047]!++;
  }
  if (starts.includes(keys.length)) return false;
  for (let d = 0, start = 0; d < 2048; d++) {
    start += starts[d]!;
    starts[d] = start - starts[d]!;
  }
  for (let k = 0; k < keys.length; k++) {
    const at = starts[((bits[2 * k + word]! ^ ((bits[2 * k + 1]! >> 31) | sign)) >>> shift) & 2047]!++;
    toKeys[at] = keys[k]!;
    toOrder[at] = order[k]!;
  }
  return true;
}

/** Finishes a sort; gives up and returns false after too many moves. */
function insertionSort(order: Uint32Array, keys: Float64Array): boolean {
  let budget = 4 * keys.length + 4096;
  for (let k = 1; k < keys.length && budget >= 0; k++) {
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
  }
  return budget >= 0;
}

/** `values[order[k]] / divisor` for every k. */
export function gather(values: Float64Array, order: Uint32Array, divisor = 1): Float64Array {
  const out = new Float64Array(order.length);
  for (let k = 0; k < order.length; k++) out[k] = values[order[k]!]! / divisor;
  return out;
}
