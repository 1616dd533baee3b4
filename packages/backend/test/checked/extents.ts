/** Which bytes of a memory belong to blocks that are allocated. */
export class Extents {
  /** What was refused, a line each. */
  readonly found: string[] = [];
  /** How often it was asked. */
  asked = 0;
  /** Whether what is refused happens all the same. */
  goesOn = false;
  /** Which kernel is at work. */
  kernel = '';
  private shadow = new Uint8Array();

  constructor(private readonly memory: WebAssembly.Memory) {}

  add(address: number, bytes: number): void {
    this.fit();
    this.shadow.fill(1, address >>> 0, (address >>> 0) + bytes);
  }

  remove(address: number, bytes: number): void {
    this.fit();
    this.shadow.fill(0, address >>> 0, (address >>> 0) + bytes);
  }

  /** What the kernels ask; throws through them. */
  readonly imports = {
    check: (address: number, offset: number, bytes: number): number => {
      this.expect((address >>> 0) + offset, bytes, 'access to');
      return address;
    },
    fill: (to: number, value: number, bytes: number): void => {
      this.expect(to >>> 0, bytes >>> 0, 'fill of');
      new Uint8Array(this.memory.buffer).fill(value, to >>> 0, (to >>> 0) + (bytes >>> 0));
    },
    copy: (to: number, from: number, bytes: number): void => {
      this.expect(from >>> 0, bytes >>> 0, 'copy from');
      this.expect(to >>> 0, bytes >>> 0, 'copy to');
      new Uint8Array(this.memory.buffer).copyWithin(to >>> 0, from >>> 0, (from >>> 0) + (bytes >>> 0));
    },
  };

  private expect(at: number, bytes: number, what: string): void {
    this.asked++;
    // What lies behind the shadow was never allocated. Asking a memory for its size takes longer than all of this.
    const { shadow } = this;
    for (let i = at; i < at + bytes; i++) {
      if (shadow[i] === 1) continue;
      const refusal = `${this.kernel}: ${what} ${bytes} bytes at ${at}, of which byte ${i - at} is in no block`;
      // Of a plant, it is enough to know which kernel saw it.
      if (!this.goesOn || !this.found.some((line) => line.startsWith(`${this.kernel}: `)))
        this.found.push(refusal);
      if (!this.goesOn) throw new Error(refusal);
      return;
    }
  }

  private fit(): void {
    const { byteLength } = this.memory.buffer;
    if (this.shadow.length >= byteLength) return;
    const longer = new Uint8Array(byteLength);
    longer.set(this.shadow);
    this.shadow = longer;
  }
}
