/** Compiles the module: its bytes, and the same in the text format. */
export function compile(): Promise<{ bytes: Uint8Array; text: string }>;
/** The TypeScript module that holds the binary. */
export function generate(bytes: Uint8Array): string;
