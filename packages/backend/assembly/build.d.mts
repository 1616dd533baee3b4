/** Compiles the module with or without relaxed SIMD: its bytes, and the same in the text format. */
export function compile(relaxed: boolean): Promise<{ bytes: Uint8Array; text: string }>;
/** A binary as text that compresses well; src/module/text.ts reads it. */
export function toText(bytes: Uint8Array): string;
/** The TypeScript module that holds both binaries. */
export function generate(plain: Uint8Array, relaxed: Uint8Array): string;
