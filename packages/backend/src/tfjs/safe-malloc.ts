import type { Internals } from './internals';

/**
 * Where the heap is to end: as far below the last 32-bit address as the largest block that tfjs's kernels allocate for themselves is
 * long, since their calls are not seen here.
 */
const END = 2 ** 32 - 2 ** 26;

/** What the allocator adds to a block, at most. */
const EXTRA = 64;

/**
 * Has the heap's `malloc` return 0 for what does not fit below 4 GiB. That of tfjs's binaries (Emscripten's emmalloc) adds a free
 * region's address and the bytes asked for in 32 bits: where the sum is 2^32 or more, a region that is too small seems to fit, and
 * the block overlaps others or ends behind the heap.
 */
export function makeMallocSafe(wasm: Internals['wasm']): void {
  // Emscripten's functions replace themselves when they are first called.
  wasm._free(wasm._malloc(8));
  const malloc = wasm._malloc;
  const { memory } = wasm.asm;
  const first = (malloc(8) >>> 0) - 4;
  wasm._malloc = (bytes) => {
    if (memory.buffer.byteLength + bytes < END) return malloc(bytes);
    const { isRoom, misleading } = survey(memory.buffer, first, bytes + EXTRA);
    if (!isRoom) return 0;
    for (const region of misleading) occupy(memory.buffer, region);
    const address = malloc(bytes);
    for (const region of misleading) wasm._free(region + 4);
    return address;
  };
}

/**
 * Looks at all regions of the heap: whether there is a free one for so many bytes, or address space behind the last one; and the free
 * ones that seem to fit and do not. Regions lie one after another from the `first` on; the first and the last word of each have its size,
 * the last one also, in bit 0, whether it is free.
 */
function survey(
  heap: ArrayBufferLike,
  first: number,
  bytes: number,
): { isRoom: boolean; misleading: number[] } {
  const words = new Uint32Array(heap);
  const misleading: number[] = [];
  let isRoom = false;
  let region = first;
  for (;;) {
    const size = words[region >>> 2] ?? 0;
    if (size === 0) return { isRoom: isRoom || region + bytes < END, misleading };
    const next = region + size;
    const isFree = (words[(next >>> 2) - 1]! & 1) === 1;
    if (isFree && region + bytes >= 2 ** 32) misleading.push(region);
    else if (isFree && size >= bytes) isRoom = true;
    region = next;
  }
}

/** Makes a free region one in use: takes it out of its list, whose links are its second and third word. */
function occupy(heap: ArrayBufferLike, region: number): void {
  const words = new Uint32Array(heap);
  const at = region >>> 2;
  const [size, one, other] = [words[at]!, words[at + 1]!, words[at + 2]!];
  words[(one >>> 2) + 2] = other;
  words[(other >>> 2) + 1] = one;
  words[((region + size) >>> 2) - 1] = size;
}
