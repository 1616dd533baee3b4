// The programs of the READMEs and of the site, as they are printed: each page's, one after the other, in an empty folder after that
// page's own install lines. Node runs them as they stand, also in TypeScript. Pages with the same lines share what these install.
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { publicPackages, repositoryRoot } from '../packaging/packages.mjs';
import { run } from '../release/run.mjs';
import { npmSettings } from './folders.mjs';

const site = 'apps/docs';
const pages = [
  'README.md',
  ...publicPackages().map(({ folder }) => `packages/${folder}/README.md`),
  ...readdirSync(join(repositoryRoot, site), { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !/^(\.|node_modules|packages$)/.test(entry.name))
    .flatMap(({ name }) =>
      readdirSync(join(repositoryRoot, site, name)).map((file) => `${site}/${name}/${file}`),
    )
    .filter((file) => file.endsWith('.md') && !file.includes('[')),
];

/** A page with the programs that it shows in their place, as the site prints them: parts of one file are one program. */
function printed(page) {
  const path = join(repositoryRoot, page);
  const text = readFileSync(path, 'utf8');
  const shown = /^<<< (\S*\/snippets\/[\w-]+\.(?:mjs|ts))#([\w-]+).*$/gm;
  const parts = [...text.matchAll(shown)].map(([, file, region]) => {
    const [, part] = readFileSync(join(dirname(path), file), 'utf8').match(
      new RegExp(`// #region ${region}\\n([\\s\\S]*?)// #endregion`),
    );
    return { file, part };
  });
  const programs = [...new Set(parts.map(({ file }) => file))].map((file) => {
    const program = parts.filter((other) => other.file === file).map(({ part }) => part);
    return `\`\`\`${file.endsWith('.ts') ? 'ts' : 'js'}\n${program.join('\n')}\`\`\`\n`;
  });
  return `${text}\n${programs.join('\n')}`;
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

/** Projects, or what will be them, by the lines that install them. @type {Map<string, Promise<string>>} */
const projects = new Map();

async function install(project, lines, npmrc) {
  mkdirSync(project);
  writeFileSync(join(project, '.npmrc'), `${npmrc}${npmSettings}`);
  for (const line of lines) await run('npm', line.split(' ').slice(1), { cwd: project });
  return project;
}

/** @type {import('./index.mjs').Consumer[]} */
export const printedPrograms = pages
  .filter((page) => read(page).programs.length > 0)
  .map((page) => ({
    name: `programs of ${page}`,
    programs: ['printed'],
    async run({ folder, npmrc, runtimes }) {
      const { installs, programs } = read(page);
      const key = installs.join();
      if (!projects.has(key))
        projects.set(key, install(join(folder, '..', `printed-${projects.size}`), installs, npmrc));
      const project = join(await projects.get(key), page.replace(/\W+/g, '-'));
      mkdirSync(project);
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
