// The program that consumers compile, imports every entry point.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { entryPoints, publicPackages, repositoryRoot } from '../packaging/packages.mjs';

it('types.mts imports every entry point of the packages', () => {
  const text = readFileSync(join(repositoryRoot, 'tools/consumers/types.mts'), 'utf8');
  const imported = [...text.matchAll(/^import .* from '(@backdropjs\/[^']+)';$/gm)].map(([, from]) => from);
  const entries = publicPackages().flatMap(({ manifest }) =>
    entryPoints(manifest).map(({ specifier }) => specifier),
  );
  expect(imported.sort()).toEqual(entries.sort());
});
