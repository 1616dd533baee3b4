import type { Heap } from '../../src/module/heap';

/** A heap of its own for tests: it only grows, and puts guard bytes after every block. */
export class TestHeap implements Heap {
  readonly memory = new WebAssembly.Memory({ initial: 1 });
  private top = 64;

  /** Addresses are multiples of 4 but not of 16, as tfjs's may be. */
  allocate(bytes: number): number {
    const address = this.top + 4;
    this.top = (address + bytes + GUARD + 15) & ~15;
    const missing = this.top - this.memory.buffer.byteLength;
    if (missing > 0) this.memory.grow(Math.ceil(missing / 65536));
    const bytesAt = new Uint8Array(this.memory.buffer);
    bytesAt.fill(NOISE, address, address + bytes);
    bytesAt.fill(FENCE, address + bytes, this.top);
    this.blocks.push([address, bytes]);
    return address;
  }

  free(): void {}

  /** Copies values in and returns their address. */
  put(values: Float32Array | Int32Array): number {
    const address = this.allocate(values.byteLength);
    new Uint8Array(this.memory.buffer).set(new Uint8Array(values.buffer, 0, values.byteLength), address);
    return address;
  }

  floats(address: number, length: number): Float32Array {
    return new Float32Array(this.memory.buffer.slice(address, address + 4 * length));
  }

  doubles(address: number, length: number): Float64Array {
    return new Float64Array(this.memory.buffer.slice(address, address + 8 * length));
  }

  ints(address: number, length: number): Int32Array {
    return new Int32Array(this.memory.buffer.slice(address, address + 4 * length));
  }

  /** Throws if anything was written between the blocks. */
  check(): void {
    const bytes = new Uint8Array(this.memory.buffer);
    let end = 64;
    for (const [address, length] of this.blocks) {
      const from = end === 64 ? address : end;
      for (let i = from; i < address; i++) {
        if (bytes[i] !== FENCE && bytes[i] !== 0)
          throw new Error(`a kernel wrote outside of its buffers, at ${i}`);
      }
      end = address + length;
    }
    for (let i = end; i < end + GUARD; i++) {
      if (bytes[i] !== FENCE) throw new Error(`a kernel wrote outside of its buffers, at ${i}`);
    }
  }

  private readonly blocks: [number, number][] = [];
}

const GUARD = 64;
const FENCE = 0xa5;
/** Fresh memory is NaN as float32, so that reading what nobody wrote shows. */
const NOISE = 0xff;
