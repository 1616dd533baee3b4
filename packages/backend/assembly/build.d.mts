/** Compiles the module with or without relaxed SIMD, to bytes or to the text format. */
export function compile(relaxed: boolean, text?: boolean): Promise<Uint8Array | string>;
/** The TypeScript module that holds both binaries. */
export function generate(): Promise<string>;
