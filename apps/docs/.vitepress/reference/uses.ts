// Which recipes and demos use a name, as their programs import it.
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { PublicSymbol } from './convert';

const docs = fileURLToPath(new URL('../..', import.meta.url));

/** A page that uses names. */
interface Use {
  readonly title: string;
  readonly link: string;
  /** As `rocAuc @backdropjs/losses`. */
  readonly names: ReadonlySet<string>;
}

/** The names that programs import of the packages. */
function importedNames(program: string): string[] {
  const imports = program.matchAll(/import (?:type )?\{([^}]*)\} from '(@backdropjs\/[^']+)'/g);
  return [...imports].flatMap(([, names, specifier]) =>
    names!.split(',').map(
      (name) =>
        `${
          name
            .trim()
            .replace(/^type /, '')
            .split(' ')[0]
        } ${specifier}`,
    ),
  );
}

/** The files that a page shows, and those of its demo. */
function programsOf(folder: string, page: string, text: string): string[] {
  const shown = [...text.matchAll(/^<<< \.\.\/(snippets\/[\w./-]+)/gm)].map(([, file]) => file!);
  const demo = folder === 'demos' ? `live/${page}` : undefined;
  const own = demo ? readdirSync(`${docs}${demo}`).map((file) => `${demo}/${file}`) : [];
  return [...shown, ...own.filter((file) => file.endsWith('.ts'))].map((file) =>
    readFileSync(`${docs}${file}`, 'utf8'),
  );
}

/** All recipes and demos. */
export function readUses(): Use[] {
  return ['recipes', 'demos'].flatMap((folder) =>
    readdirSync(`${docs}${folder}`)
      .filter((file) => file !== 'index.md')
      .map((file) => {
        const page = file.replace('.md', '');
        const text = readFileSync(`${docs}${folder}/${file}`, 'utf8');
        const [, title] = /^# (.*)$/m.exec(text)!;
        const names = [text, ...programsOf(folder, page, text)].flatMap(importedNames);
        return { title: title!, link: `/${folder}/${page}`, names: new Set(names) };
      }),
  );
}

/** The first four that use a name, as links. */
export function usesOf({ name, specifiers }: PublicSymbol, uses: readonly Use[]): string[] {
  return uses
    .filter(({ names }) => specifiers.some((specifier) => names.has(`${name} ${specifier}`)))
    .slice(0, 4)
    .map(({ title, link }) => `[${title}](${link})`);
}
