/** Compiles the module, to bytes or to the text format. */
export function compile(text?: boolean): Promise<Uint8Array | string>;
/** The TypeScript module that holds the binary. */
export function generate(): Promise<string>;
