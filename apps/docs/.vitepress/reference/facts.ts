// What a page says of a name in short: what it weighs, where it runs, whether it has a gradient, since when, and who uses it.
import { readFileSync } from 'node:fs';
import type { PublicSymbol } from './convert';
import { measureSizes } from './sizes';
import { membersOf } from './tables';
import { readUses, usesOf } from './uses';

/** The facts that types do not tell. */
interface Stated {
  /** Where the names of an entry point run, or, where it is another than its others, a name. */
  readonly runs: Readonly<Record<string, string>>;
  /** Of the names that work on tensors, how gradients pass, or why not. */
  readonly gradient: Readonly<Record<string, string>>;
}

export const stated: Stated = JSON.parse(
  readFileSync(new URL('../../reference-facts.json', import.meta.url), 'utf8'),
);

/** What types tell of a gradient: a loss gives it itself, an operator takes one back. Undefined where tensors may be at work. */
function gradientByType({ reflection, specifiers }: PublicSymbol): string | undefined {
  const results = (reflection.signatures ?? []).map(({ type }) => membersOf(type)?.map(({ name }) => name));
  if (results.some((members) => members?.includes('valueAndGrad')))
    return 'yes: `valueAndGrad` gives value and gradient';
  if (results.some((members) => members?.includes('vjp'))) return 'yes: `vjp` takes a gradient back';
  return stated.runs[specifiers[0]!]?.includes('no TensorFlow.js') ? 'no' : undefined;
}

/** Where a name runs, in words. */
export const runsOn = ({ name, specifiers }: Pick<PublicSymbol, 'name' | 'specifiers'>): string | undefined =>
  stated.runs[name] ?? stated.runs[specifiers[0]!];

/** Whether gradients pass, in words; undefined where nobody said so. */
export const gradientOf = (symbol: PublicSymbol): string | undefined =>
  stated.gradient[symbol.name] ?? gradientByType(symbol);

/** The facts of all values, as lists in Markdown. */
export async function readFacts(values: readonly PublicSymbol[]): Promise<Map<PublicSymbol, string>> {
  const importOf = ({ name, specifiers: [specifier] }: PublicSymbol) => `{ ${name} } from '${specifier}'`;
  const sizes = await measureSizes(values.map(importOf));
  const uses = readUses();
  return new Map(
    values.map((symbol) => {
      const used = usesOf(symbol, uses);
      const tag = symbol.reflection.comment ?? symbol.reflection.signatures?.[0]?.comment;
      const since = tag
        ?.getTag('@since')
        ?.content.map(({ text }) => text)
        .join('')
        .trim();
      const kilobytes = (sizes.get(importOf(symbol))! / 1000).toFixed(1);
      const lines = [
        `- **Size:** ${kilobytes} kB, minified and compressed by esbuild and gzip, with all that it needs but TensorFlow.js`,
        `- **Runs on:** ${runsOn(symbol)}`,
        `- **Gradient:** ${gradientOf(symbol)}`,
        `- **Since:** ${since ?? 'the first release'}`,
        ...(used.length > 0 ? [`- **Used in:** ${used.join(', ')}`] : []),
      ];
      return [symbol, lines.join('\n')];
    }),
  );
}
