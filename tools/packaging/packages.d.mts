/** With a slash at its end. */
export const repositoryRoot: string;

interface Target {
  types: string;
  default: string;
}

/** What we read of a package.json. */
export interface Manifest {
  name: string;
  version: string;
  license: string;
  exports: Record<string, { import: Target; require: Target } | string>;
  files: string[];
  dependencies?: Record<string, string>;
  peerDependencies?: Record<string, string>;
  sideEffects: false | string[];
}

/** The published packages: every folder of `packages/`, with its manifest. */
export function publicPackages(root?: string): { folder: string; directory: string; manifest: Manifest }[];

/** What a user can import from a package, with its report of public types and where module and declarations are. */
export function entryPoints(
  manifest: Manifest,
): { subpath: string; specifier: string; report: string; types: string; module: string }[];
