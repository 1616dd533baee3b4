// The programs of the READMEs and of the site's pages, as they are printed: each page's, one after the other, in an empty folder after that
// page's own install lines. Node runs them as they stand, also in TypeScript.
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { publicPackages, repositoryRoot } from '../packaging/packages.mjs';
import { run } from '../release/run.mjs';

const site = ['learn', 'recipes', 'packages'].map((folder) => `apps/docs/${folder}`);
const pages = [
  'README.md',
  ...publicPackages().map(({ folder }) => `packages/${folder}/README.md`),
  ...site.flatMap((folder) => readdirSync(join(repositoryRoot, folder)).map((file) => `${folder}/${file}`)),
];

/** A page with the files that it shows in their place, as the site prints them. */
function printed(page) {
  const path = join(repositoryRoot, page);
  // A file that is shown in parts is one program, at its last part.
  const shown = new Map();
  const text = readFileSync(path, 'utf8');
  const parts = [...text.matchAll(/^<<< (\S+?)#(\S+?)(?:\{.*\})?$/gm)];
  for (const [, file, region] of parts) {
    const source = readFileSync(join(dirname(path), file), 'utf8');
    const [, part] = source.match(new RegExp(`// #region ${region}\\n([\\s\\S]*?)// #endregion`));
    shown.set(file, (shown.get(file) ?? '') + part);
  }
  const last = new Map(parts.map(([line, file]) => [file, line]));
  return text.replace(/^<<< (\S+?)#(\S+?)(?:\{.*\})?$/gm, (line, file) =>
    last.get(file) === line ? `\`\`\`${file.endsWith('.ts') ? 'ts' : 'js'}\n${shown.get(file)}\`\`\`` : '',
  );
}

/** The lines by which a page installs, in blocks and in sentences; and its programs, but for those behind a comment `Not run: why`. */
function read(page) {
  const text = printed(page).replace(/<!-- Not run: .*-->\s+```[\s\S]*?^```$/gm, '');
  return {
    installs: [...text.matchAll(/(?<=^|`)npm (?:init -y|install @[^`\n]+)/gm)].map(([line]) => line),
    programs: [...text.matchAll(/^```([jt]s)\n([\s\S]*?)^```$/gm)].map(([, language, program]) => ({
      file: `m${language}`,
      program,
    })),
  };
}

/** @type {import('./index.mjs').Consumer[]} */
export const printedPrograms = pages
  .filter((page) => read(page).programs.length > 0)
  .map((page) => ({
    name: `programs of ${page}`,
    programs: ['printed'],
    async run({ folder, npmrc, runtimes }) {
      const { installs, programs } = read(page);
      const project = join(folder, '..', `printed-${page.replace(/\W+/g, '-')}`);
      mkdirSync(project);
      writeFileSync(
        join(project, '.npmrc'),
        `${npmrc}prefer-offline=true\naudit=false\nfund=false\nignore-scripts=true\n`,
      );
      for (const line of installs) await run('npm', line.split(' ').slice(1), { cwd: project });
      const node = join(runtimes, 'node_modules/runtime-node-24/bin/node');
      const said = [];
      for (const [i, { file, program }] of programs.entries()) {
        const name = `program-${i + 1}.${file}`;
        writeFileSync(join(project, name), program);
        said.push((await run(node, [name], { cwd: project })).stderr);
      }
      return { results: { printed: {} }, stderr: said.join('\n'), note: `${programs.length} programs` };
    },
  }));
