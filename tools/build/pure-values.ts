import { readFile } from 'node:fs/promises';
import { extname } from 'node:path';
import type { Plugin } from 'esbuild';
import ts from 'typescript';

/** Whether a bundler that does not know what it calls, creates, spreads or reads must keep it. */
function isKept(node: ts.Node): boolean {
  if (ts.isFunctionLike(node) || ts.isClassLike(node)) return false;
  return (
    ts.isCallExpression(node) ||
    ts.isNewExpression(node) ||
    ts.isSpreadElement(node) ||
    ts.isSpreadAssignment(node) ||
    ts.isPropertyAccessExpression(node) ||
    ts.isElementAccessExpression(node) ||
    ts.forEachChild(node, isKept) === true
  );
}

/** Wraps the values of a module's variables so that bundlers may leave them out. Lines stay, for source maps. */
export function markPure(source: string, file: string): string {
  const parsed = ts.createSourceFile(file, source, ts.ScriptTarget.ES2022);
  const values = parsed.statements
    .filter(ts.isVariableStatement)
    .flatMap(({ declarationList }) => [...declarationList.declarations])
    .flatMap(({ name, initializer }) =>
      initializer && ts.isIdentifier(name) && isKept(initializer) ? [initializer] : [],
    );
  return values.reduceRight((text, value) => {
    const [start, end] = [value.getStart(parsed), value.end];
    return `${text.slice(0, start)}/* @__PURE__ */ (() => (${text.slice(start, end)}))()${text.slice(end)}`;
  }, source);
}

/**
 * Modules that several entry points share become one file, of which bundlers keep every value that they cannot prove to be without
 * effects, and what it is made of. What our modules compute when they are loaded has none.
 */
export const pureValues: Plugin = {
  name: 'pure-values',
  setup({ onLoad }) {
    onLoad({ filter: /[\\/]src[\\/].*\.ts$/ }, async ({ path }) => ({
      contents: markPure(await readFile(path, 'utf8'), path),
      loader: extname(path).slice(1) as 'ts',
    }));
  },
};
