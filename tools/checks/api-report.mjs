// The text of an entry point's public types: every exported name, by alphabet, with its declaration; then the types that those
// name and that are not exported. Comments, the order of the built file and the names of its chunks do not show.
import { dirname } from 'node:path';
import ts from 'typescript';

const printer = ts.createPrinter({ removeComments: true });

/** @param {string[]} files - built declarations, one file an entry point @returns {string[]} a report of each */
export function apiReports(files) {
  const program = ts.createProgram(files, {
    target: ts.ScriptTarget.ES2022,
    lib: ['lib.es2023.d.ts', 'lib.dom.d.ts'],
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    types: [],
    skipLibCheck: true,
  });
  const checker = program.getTypeChecker();
  return files.map((file) => apiReport(file, program.getSourceFile(file), checker));
}

function apiReport(file, source, checker) {
  const module = source && checker.getSymbolAtLocation(source);
  if (!module)
    throw new Error(
      `api: the declarations must be built and export something, got ${file}; run "pnpm run build"`,
    );

  const target = (symbol) =>
    symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
  const own = (symbol) =>
    (symbol.declarations ?? []).filter(
      (node) => dirname(node.getSourceFile().fileName) === dirname(source.fileName),
    );
  const exported = new Map(checker.getExportsOfModule(module).map((symbol) => [symbol.name, target(symbol)]));

  /** Symbols of this package that a declaration names, in types as well as in heritage. */
  const named = (node, found = []) => {
    if (ts.isIdentifier(node)) {
      const symbol = checker.getSymbolAtLocation(node);
      if (symbol) found.push(target(symbol));
    }
    ts.forEachChild(node, (child) => void named(child, found));
    return found;
  };
  const top = (node) => ts.isSourceFile(node.parent) || ts.isVariableDeclaration(node);
  const hidden = new Set();
  const visit = (symbol) => {
    for (const other of own(symbol).flatMap((node) => named(node))) {
      if (hidden.has(other) || [...exported.values()].includes(other) || !own(other).some(top)) continue;
      hidden.add(other);
      visit(other);
    }
  };
  for (const symbol of exported.values()) visit(symbol);

  const text = (name, symbol) => {
    const declarations = own(symbol).map((node) => declaration(node));
    if (declarations.length === 0) {
      const from = symbol.declarations?.[0]
        ?.getSourceFile()
        .fileName.match(/.*node_modules\/((?:@[^/]+\/)?[^/]+)/)?.[1];
      return [`${name}: ${symbol.name} of ${from ?? 'elsewhere'}`];
    }
    return name === symbol.name ? declarations : [`${name} is:`, ...declarations];
  };
  const sorted = (pairs) => [...pairs].sort(([a], [b]) => (a < b ? -1 : 1));
  const blocks = sorted(exported).map(([name, symbol]) => text(name, symbol).join('\n'));
  const rest = sorted([...hidden].map((symbol) => [symbol.name, symbol])).map(([name, symbol]) =>
    text(name, symbol).join('\n'),
  );
  return `${[...blocks, ...(rest.length > 0 ? ['// Named by those, and not exported:', ...rest] : [])].join('\n\n')}\n`;
}

/** One declaration, printed without comments, members by alphabet, unions sorted. */
function declaration(node) {
  const source = node.getSourceFile();
  const print = (part) => printer.printNode(ts.EmitHint.Unspecified, part, source);
  const { transformed } = ts.transform(node, [
    (context) => (root) => {
      const visit = (part) => {
        const inner = ts.visitEachChild(part, visit, context);
        if (ts.isUnionTypeNode(inner))
          return context.factory.updateUnionTypeNode(inner, byText(inner.types, print));
        if (ts.isInterfaceDeclaration(inner)) {
          const { modifiers, name, typeParameters, heritageClauses, members } = inner;
          return context.factory.updateInterfaceDeclaration(
            inner,
            bare(modifiers),
            name,
            typeParameters,
            heritageClauses,
            byName(members),
          );
        }
        if (ts.isClassDeclaration(inner)) {
          const { modifiers, name, typeParameters, heritageClauses, members } = inner;
          const open = members.filter(
            (member) => !(ts.getCombinedModifierFlags(member) & ts.ModifierFlags.Private),
          );
          return context.factory.updateClassDeclaration(
            inner,
            bare(modifiers),
            name,
            typeParameters,
            heritageClauses,
            byName(open),
          );
        }
        if (ts.isTypeLiteralNode(inner))
          return context.factory.updateTypeLiteralNode(inner, byName(inner.members));
        return inner;
      };
      return visit(root);
    },
  ]);
  const kind = ts.isVariableDeclaration(node) ? 'const ' : '';
  const note = ts.getJSDocDeprecatedTag(node) ? '/** @deprecated */\n' : '';
  return (
    note +
    kind +
    print(transformed[0])
      .replace(/^(export |declare )+/, '')
      .replace(/\$\d+\b/g, '')
      .replace(/\[\n\s+([^[\]]*?)\n\s+\]/g, (_, inner) => `[${inner.replace(/\n\s+/g, ' ')}]`)
  );
}

const bare = (modifiers) =>
  modifiers?.filter(
    ({ kind }) => kind !== ts.SyntaxKind.DeclareKeyword && kind !== ts.SyntaxKind.ExportKeyword,
  );

const byText = (nodes, print) => [...nodes].sort((a, b) => (print(a) < print(b) ? -1 : 1));

/** Sorted by name; overloads keep their order, which means something. */
const byName = (members) => {
  const name = ({ name: node }) => node?.text ?? node?.escapedText ?? '';
  return [...members].sort((a, b) => (name(a) < name(b) ? -1 : name(a) > name(b) ? 1 : 0));
};
