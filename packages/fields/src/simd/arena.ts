/** Lays out a memory before it exists: blocks one after another, each beginning at a multiple of 64 bytes. */
export interface Arena {
  /** The address of `bytes` more bytes. */
  reserve(bytes: number): number;
  /** The address of a copy of these numbers. */
  place(data: Int32Array | Float32Array | Float64Array): number;
  /** The bytes in use so far; address 0 stays free. */
  size(): number;
  /** Writes what was placed. */
  write(buffer: ArrayBuffer): void;
}

/** A memory with nothing in it. */
export function createArena(): Arena {
  const placed: [address: number, data: ArrayBufferView][] = [];
  let end = 64;
  const reserve = (bytes: number) => {
    const address = end;
    end = align(address + bytes);
    return address;
  };
  return {
    reserve,
    place(data) {
      const address = reserve(data.byteLength);
      placed.push([address, data]);
      return address;
    },
    size: () => end,
    write(buffer) {
      for (const [address, data] of placed) new Uint8Array(buffer, address).set(new Uint8Array(data.buffer));
    },
  };
}

/** The next multiple of 64. */
export function align(bytes: number): number {
  return Math.ceil(bytes / 64) * 64;
}
