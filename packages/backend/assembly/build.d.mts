/** Compiles the module with or without relaxed SIMD, to bytes or to the text format. */
export function compile(relaxed: boolean, text?: boolean): Promise<Uint8Array | string>;
/** A binary as text that compresses well; src/module/text.ts reads it. */
export function toText(bytes: Uint8Array): string;
/** The TypeScript module that holds both binaries. */
export function generate(): Promise<string>;
