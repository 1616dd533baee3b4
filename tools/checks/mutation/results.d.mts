/** What a run found in a core file. */
export interface MeasuredFile {
  file: string;
  hash: string;
  date: string;
  node: string;
  instrumenter: string;
  /** Parts of the names of the tests that alone were tried; all without it. */
  tests?: string[];
  mutants: number;
  noticed: number;
  survivors: { line: number; was: string; becomes: string; verdict: string }[];
}
export const packages: string[];
export function coreFiles(name: string): string[];
export function read(file: string): string;
export function hashOf(text: string): string;
export function readResult(name: string): MeasuredFile[];
