// The projects of examples/, copied, then `npm install` and `npm start` with the packed packages: what each prints, or writes on its
// page, is in its expected.txt. Those that are built are so as well.
import { appendFileSync, cpSync, existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { repositoryRoot } from '../packaging/packages.mjs';
import { run, serve } from '../release/run.mjs';
import { serveFolder } from './browser.mjs';
import { withoutSizes } from './bundlers.mjs';
import { npmSettings } from './folders.mjs';
import { localAddress } from './newcomer.mjs';

const folder = join(repositoryRoot, 'examples');

const npm = (root, ...args) => run('npm', ['--no-update-notifier', ...args], { cwd: root, seconds: 900 });

/** What the program of a page appends to it; before that, the last thing on a page is its program. */
const shown = `(document.body.lastElementChild === document.body.lastChild
  ? undefined : document.body.lastChild?.textContent?.trim() || undefined)`;

async function openBuilt(root, { browser }) {
  const { url, stop } = await serveFolder(root);
  try {
    const { result: said, stderr } = await browser.open(url, { result: shown });
    return { said, stderr };
  } finally {
    stop();
  }
}

/** @type {Record<string, (root: string, context: import('./index.mjs').Context) => Promise<{ said: string, stderr: string }>>} */
const kinds = {
  async node(root) {
    const { stdout, stderr } = await npm(root, 'start', '--silent');
    return { said: stdout, stderr };
  },
  async vite(root, context) {
    const built = await npm(root, 'run', 'build', '--silent', '--', '--logLevel', 'warn');
    const opened = await openBuilt(join(root, 'dist'), context);
    const started = ['start', '--', '--host', '127.0.0.1', '--port', '0'];
    const { said, stop } = await serve('npm', started, localAddress, { cwd: root });
    try {
      const [, url] = localAddress.exec(said);
      const { result, stderr } = await context.browser.open(url, { result: shown });
      if (result !== opened.said) throw new Error(`must show ${opened.said} as when built, got ${result}`);
      return { said: result, stderr: withoutSizes(built.stderr) + opened.stderr + stderr };
    } finally {
      await stop();
    }
  },
  // What serves it is any server.
  page: openBuilt,
};

function kindOf(name) {
  if (existsSync(join(folder, name, 'main.mjs'))) return 'node';
  return existsSync(join(folder, name, 'vite.config.js')) ? 'vite' : 'page';
}

/** @type {import('./index.mjs').Consumer[]} */
export const examples = readdirSync(folder, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => ({
    name: `examples/${name}`,
    programs: ['printed'],
    async run(context) {
      const root = join(context.folder, '..', 'examples', name);
      cpSync(join(folder, name), root, { recursive: true });
      appendFileSync(join(root, '.npmrc'), `${context.npmrc}${npmSettings}`);
      await npm(root, 'install', '--loglevel=error');
      const expected = readFileSync(join(root, 'expected.txt'), 'utf8').trim();
      const { said, stderr } = await kinds[kindOf(name)](root, context);
      if (said.trim() !== expected) throw new Error(`must print ${expected}, got ${said.trim()}`);
      return { results: { printed: {} }, stderr };
    },
  }));
