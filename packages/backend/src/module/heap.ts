/** The heap that the kernels work on: another module's memory and its allocator. */
export interface Heap {
  memory: WebAssembly.Memory;
  /** Returns the address of `bytes` free bytes, or 0 when there are none left; may grow the memory. */
  allocate(bytes: number): number;
  free(address: number): void;
}

/** A buffer of working memory on the heap that only grows, so that training does not fragment the heap. */
export class Scratch {
  private address = 0;
  private bytes = 0;

  constructor(private readonly heap: Heap) {}

  /** How many bytes it has. */
  get size(): number {
    return this.bytes;
  }

  /** The address of at least `bytes` bytes. What was there before is lost when the buffer had to grow. */
  reserve(bytes: number): number {
    if (bytes <= this.bytes) return this.address;
    if (this.address) this.heap.free(this.address);
    this.bytes = 0;
    this.address = bytes < 2 ** 32 ? this.heap.allocate(bytes) >>> 0 : 0;
    if (!this.address) {
      throw new Error(
        `backend: no room for ${bytes} bytes of working memory on the WebAssembly heap, which ends at 4 GiB; ` +
          'use smaller batches or images',
      );
    }
    this.bytes = bytes;
    return this.address;
  }
}
