// Reads the packages' sources with TypeDoc, which also checks them: what is exported is documented, member by member, what a
// signature names is exported, and what a docstring links to exists.
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  Application,
  type DeclarationReflection,
  Logger,
  LogLevel,
  type ProjectReflection,
  type ReferenceReflection,
  ReflectionKind,
} from 'typedoc';
import { publicPackages, repositoryRoot } from '../../../../tools/packaging/packages.mjs';

/** An entry point: what is imported, of which package, and the source behind it. */
export interface EntryPoint {
  readonly specifier: string;
  readonly package: string;
  readonly source: string;
}

/** One exported name. */
export interface PublicSymbol {
  readonly name: string;
  readonly package: string;
  /** From where it can be imported. */
  readonly specifiers: string[];
  readonly isType: boolean;
  readonly reflection: DeclarationReflection;
}

/** The entry points of all packages. */
export function publicEntryPoints(): EntryPoint[] {
  return publicPackages().flatMap(({ folder, directory, manifest }) =>
    Object.entries(manifest.exports).flatMap(([subpath, target]) => {
      const source = (target as unknown as Record<string, string>)['@backdropjs/source'];
      if (!source) return [];
      return [
        { specifier: manifest.name + subpath.slice(1), package: folder, source: join(directory, source) },
      ];
    }),
  );
}

class Warnings extends Logger {
  readonly messages: string[] = [];
  override log(message: string, level: LogLevel): void {
    if (level >= LogLevel.Warn) this.messages.push(message);
  }
}

/** What TypeDoc knows of some entry points, and what it has to say against them. */
export async function convert(
  sources: readonly string[],
  tsconfig = new URL('../../tsconfig.reference.json', import.meta.url),
): Promise<{ project: ProjectReflection; warnings: string[] }> {
  const app = await Application.bootstrap({
    entryPoints: [...sources],
    tsconfig: fileURLToPath(tsconfig),
    // The packages are type-checked elsewhere.
    skipErrorChecking: true,
    excludeExternals: true,
    excludePrivate: true,
    readme: 'none',
    disableGit: true,
    sourceLinkTemplate: '{path}#L{line}',
    basePath: repositoryRoot,
    packagesRequiringDocumentation: [
      ...publicPackages().map(({ manifest }) => manifest.name),
      // Sources without a package of their own, as in the tests of this check.
      '@backdropjs/docs',
    ],
    validation: { notDocumented: true, notExported: true, invalidLink: true },
  });
  const warnings = new Warnings();
  app.logger = warnings;
  const project = await app.convert();
  if (!project) throw new Error(`reference: the sources cannot be read:\n${warnings.messages.join('\n')}`);
  app.validate(project);
  return { project, warnings: warnings.messages };
}

/** Every exported name, in the order of the entry points; one for all entry points of a package that export the same. */
export function publicSymbols(project: ProjectReflection, entries: readonly EntryPoint[]): PublicSymbol[] {
  const found = new Map<DeclarationReflection, PublicSymbol>();
  // With several entry points TypeDoc makes a module of each, in no stated order: its source tells which.
  for (const entry of entries) {
    const module = project.children?.find(({ sources }) =>
      sources?.some(({ fullFileName }) => fullFileName === entry.source),
    );
    if (!module) throw new Error(`reference: no module for ${entry.specifier}`);
    for (const child of module.children ?? []) {
      const reflection = child.kindOf(ReflectionKind.Reference)
        ? ((child as ReferenceReflection).getTargetReflectionDeep() as DeclarationReflection)
        : child;
      const known = found.get(reflection);
      if (known) known.specifiers.push(entry.specifier);
      else
        found.set(reflection, {
          name: child.name,
          package: entry.package,
          specifiers: [entry.specifier],
          isType: reflection.kindOf([ReflectionKind.Interface, ReflectionKind.TypeAlias]),
          reflection,
        });
    }
  }
  return [...found.values()];
}
