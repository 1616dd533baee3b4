// Pages whose text stands elsewhere in the repository: how to contribute, the architecture, the changelogs. Written where git does not
// see them, before the site is built.
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';
import { publicPackages, repositoryRoot } from '../../../tools/packaging/packages.mjs';
import { repository } from '../../../tools/packaging/repository.mjs';

const docs = join(repositoryRoot, 'apps/docs');
const decisions = 'architecture/decisions';

/** Files of the repository, and the pages that show them. */
const pages: Record<string, { link: string; title: string; description: string }> = {
  'CONTRIBUTING.md': {
    link: '/contribute/',
    title: 'Contributing',
    description: 'The commands, the recipes for each kind of change, and how a release is made.',
  },
  'architecture/overview.md': {
    link: '/contribute/overview',
    title: 'Overview',
    description: 'What each package is for, and what it may import.',
  },
  'architecture/randomness.md': {
    link: '/contribute/randomness',
    title: 'Randomness',
    description: 'How everything random is a function of a key.',
  },
  'architecture/wasm-kernels.md': {
    link: '/contribute/wasm-kernels',
    title: 'WebAssembly kernels',
    description: 'How the kernels live on the heap of TensorFlow.js, and what bounds their speed.',
  },
  [decisions]: {
    link: '/contribute/decisions',
    title: 'Decisions',
    description: 'What was decided on the architecture, when and why.',
  },
  'VERSIONING.md': { link: '/versions', title: 'Versions', description: '' },
};

/** A text of the repository with its relative links leading to the site's page of the file, else to the file. */
export function relinked(text: string, file: string): string {
  return text.replace(/\]\((?!https?:|#)([^)\s#]+)(#[^)\s]*)?\)/g, (_, path: string, anchor = '') => {
    const target = posix.join(posix.dirname(file), path);
    return `](${pages[target]?.link ?? `${repository.url}/blob/main/${target}`}${anchor})`;
  });
}

function write(link: string, title: string, description: string, text: string, source?: string): void {
  const file = join(docs, `${link}${link.endsWith('/') ? 'index' : ''}.md`);
  mkdirSync(dirname(file), { recursive: true });
  const edit = source ? `\n[Edit this page](${repository.url}/edit/main/${source})\n` : '';
  const head = `---\ntitle: ${title}\ndescription: ${description}\neditLink: false\nlastUpdated: false\n---\n\n`;
  writeFileSync(file, `${head}${text.trim()}\n${edit}`);
}

const read = (file: string) => readFileSync(join(repositoryRoot, file), 'utf8');

/** The records of decisions, the last first, each under its own title. */
function decisionRecords(): string {
  const records = readdirSync(join(repositoryRoot, decisions)).sort().reverse();
  const texts = records.map((name) => {
    const date = name.slice(0, 10);
    const title = (heading: string) => `## ${heading.replace(`${date}: `, '')}\n\n*${date}*`;
    return relinked(read(`${decisions}/${name}`), `${decisions}/${name}`)
      .replace(/^Date: .*\n+/m, '')
      .replace(/^# (.*)$/m, (_, heading: string) => title(heading));
  });
  return `# Decisions\n\nFor contributors: what was decided, when and why, the last first.\n\n${texts.join('\n\n')}`;
}

/** The text of a changeset, which names its packages and bumps at its head. */
const changesetText = (file: string) => read(file).replace(/^---\n[\s\S]*?\n---\n/, '');

/** What has changed in each package: the versions that were released, after what has not been yet. */
function changelog(): string {
  const changesets = readdirSync(join(repositoryRoot, '.changeset'))
    .filter((name) => name.endsWith('.md') && name !== 'README.md')
    .map((name) => `.changeset/${name}`);
  const parts = publicPackages().map(({ manifest: { name }, directory }) => {
    const pending = changesets.filter((file) => read(file).includes(`"${name}":`)).map(changesetText);
    const released = existsSync(join(directory, 'CHANGELOG.md'))
      ? readFileSync(join(directory, 'CHANGELOG.md'), 'utf8').replace(/^# .*\n/, '')
      : '';
    const next =
      pending.length > 0 ? `### Not released yet\n\n${pending.map((text) => text.trim()).join('\n\n')}` : '';
    // A package's versions are one level below its name.
    return `## ${name}\n\n${next}\n\n${released.replace(/^##/gm, '###')}`;
  });
  return `# Changelog\n\nFor those who update: what has changed in each package, the last version first. [Versions](/versions) says what a number promises.\n\n${parts.join('\n\n')}\n\n## Next\n\n[Versions](/versions), or [contributing](/contribute/).`;
}

/** Writes the pages and returns the side bar's group of those for contributors. */
export function writeRepositoryPages(): { text: string; link: string }[] {
  rmSync(join(docs, 'contribute'), { recursive: true, force: true });
  const shown = Object.entries(pages).filter(([, { link }]) => link.startsWith('/contribute/'));
  for (const [source, { link, title, description }] of shown) {
    const isFolder = source === decisions;
    write(
      link,
      title,
      description,
      isFolder ? decisionRecords() : relinked(read(source), source),
      isFolder ? undefined : source,
    );
  }
  write('/changelog', 'Changelog', 'What has changed in each package.', changelog());
  return shown.map(([, { title, link }]) => ({ text: title, link }));
}
