import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { publicPackages, repositoryRoot } from '../../../tools/packaging/packages.mjs';

// The projects of examples/ are the site's programs, which other tests run; consumers run them on the packed packages.

const folder = join(repositoryRoot, 'examples');
const projects = readdirSync(folder, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name);
const read = (path: string) => readFileSync(join(folder, path), 'utf8');
const shown = (path: string) => readFileSync(new URL(`../snippets/${path}`, import.meta.url), 'utf8');
/** A program as the site shows it: its regions, one after the other. */
const program = (path: string) =>
  [...shown(path).matchAll(/^ *\/\/ #region \w+\n([\s\S]*?)^ *\/\/ #endregion/gm)]
    .map(([, part]) => part!.trimEnd())
    .join('\n\n');

it.each([
  ['node-train', 'start'],
  ['auc-fit', 'recipe-auc-in-fit'],
  ['full-set-auc', 'recipe-full-set-auc'],
  ['fields-dataset', 'recipe-paper-data-set'],
])('%s is the program of the site', (project, snippet) => {
  expect(read(`${project}/main.mjs`)).toBe(`${program(`${snippet}.mjs`)}\n`);
  expect(read(`${project}/expected.txt`)).toBe(shown(`${snippet}.txt`));
});

/** A file to copy has its imports first, by package; the site shows those of the second part there. */
function importsFirst(text: string): string {
  const lines = text.split('\n');
  const isImport = (line: string) => line.startsWith('import ');
  const from = (line: string) => /from '(@[^/']+\/[^/']+)/.exec(line)![1]!;
  const imports = lines.filter(isImport).sort((a, b) => (from(a) < from(b) ? -1 : Number(from(a) > from(b))));
  const rest = lines.filter((line) => !isImport(line)).join('\n');
  return `${imports.join('\n')}\n\n${rest.replace(/\n{3,}/g, '\n\n').trim()}\n`;
}

/** The statements of a file, without comments and where lines are broken. */
const statements = (text: string) =>
  text
    .replace(/^ *\/\/.*/gm, '')
    .replace(/\s+/g, '')
    .replace(/,(?=[)}])/g, '');

it('the pages are those of the site', () => {
  const main = importsFirst(program('browser/main.js'));
  expect(read('vite-train/main.js')).toBe(main);
  expect(read('worker-train/worker.js')).toBe(main.replace('document.body.append(', 'postMessage('));
  // Vite knows a worker by the very expression that the page shows.
  const guide = readFileSync(new URL('../learn/start-browser.md', import.meta.url), 'utf8');
  const [, page] = /^```js\n\/\/ page\.js\n([\s\S]*?)```/m.exec(guide)!;
  expect(statements(read('worker-train/main.js'))).toBe(
    statements(page!.replace('console.log(', 'document.body.append(')),
  );
  for (const project of ['vite-train', 'worker-train']) {
    expect(read(`${project}/index.html`)).toBe(shown('browser/index.html'));
    expect(read(`${project}/expected.txt`)).toBe(shown('browser/main.txt'));
  }
  expect(read('browser-no-bundler/index.html')).toBe(shown('browser/no-bundler.html'));
  expect(read('browser-no-bundler/expected.txt')).toBe(shown('browser/no-bundler.txt'));
});

describe.each(projects)('%s', (project) => {
  const manifest = JSON.parse(read(`${project}/package.json`));

  it('is in the list, under its own name', () => {
    expect(read('README.md')).toContain(`| [${project}](${project}) |`);
    expect(manifest.name).toBe(project);
  });

  it('names the packages that it imports, in ranges that the released ones are in', () => {
    const files = readdirSync(join(folder, project)).filter((file) => /\.(m?js|html)$/.test(file));
    const text = files.map((file) => read(`${project}/${file}`)).join('\n');
    const imported = [...text.matchAll(/(?:from|^import) '(@[^/']+\/[^/']+)/gm)].map(([, name]) => name!);
    expect(Object.keys(manifest.dependencies)).toEqual(expect.arrayContaining([...new Set(imported)]));
    for (const { manifest: own } of publicPackages()) {
      const range = manifest.dependencies[own.name];
      // Before the first release, the range is of that.
      const minor = own.version === '0.0.0' ? '0.1' : own.version.split('.').slice(0, 2).join('.');
      if (range) expect(range).toBe(`^${minor}.0`);
    }
  });
});
