import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { publicPackages, repositoryRoot } from '../../../tools/packaging/packages.mjs';

// The programs of a page run after its own install lines. Here the names are compared; consumers run the programs.

const site = fileURLToPath(new URL('..', import.meta.url));
const pages = [
  join(repositoryRoot, 'README.md'),
  ...publicPackages().map(({ directory }) => join(directory, 'README.md')),
  ...['learn', 'recipes', 'packages'].flatMap((folder) =>
    readdirSync(join(site, folder)).map((file) => join(site, folder, file)),
  ),
];

/** A page with the programs that it includes in their place. */
const printed = (page: string) =>
  readFileSync(page, 'utf8').replace(/^<<< (\S+?)#(\w+)(?:\{.*\})?$/gm, (_, file: string, region: string) => {
    const source = readFileSync(join(dirname(page), file), 'utf8');
    const [, program] = new RegExp(`// #region ${region}\\n([\\s\\S]*?)// #endregion`).exec(source)!;
    return `\`\`\`js\n${program}\`\`\``;
  });

/** The packages that the programs of a page import and that its lines do not install. */
function missing(text: string): string[] {
  const run = text.replace(/<!-- Not run: .*-->\s+```[\s\S]*?^```$/gm, '');
  const installed = [...run.matchAll(/(?<=^|`)npm install (@[^`\n]+)/gm)].flatMap(([, names]) =>
    names!.trim().split(' '),
  );
  const programs = [...run.matchAll(/^```[jt]s\n([\s\S]*?)^```$/gm)].map(([, program]) => program!);
  const imported = programs.flatMap((program) =>
    [...program.matchAll(/(?:from|^import) '((?:@[^/']+\/)?[^/']+)/gm)].map(([, name]) => name!),
  );
  return [...new Set(imported)].filter((name) => !installed.includes(name));
}

it.each(pages.map((page) => [page.slice(repositoryRoot.length), page]))('%s', (_, page) => {
  expect(missing(printed(page!))).toEqual([]);
});

it('a block with a missing dependency is caught', () => {
  const page =
    "```sh\nnpm install @backdropjs/operator\n```\n\n```js\nimport { key } from '@backdropjs/random';\n```\n";
  expect(missing(page)).toEqual(['@backdropjs/random']);
});
