/** Lays out a memory before it exists: blocks one after another, each beginning at a multiple of 64 bytes. */
export class Arena {
  /** The bytes used so far; address 0 stays free. */
  end = 64;

  /** The address of `bytes` more bytes. */
  reserve(bytes: number): number {
    const address = this.end;
    this.end = Math.ceil((address + bytes) / 64) * 64;
    return address;
  }
}
