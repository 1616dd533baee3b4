// The projects of examples/, with the packed packages: what each prints, or writes on its page, is in its expected.txt.
import { cpSync, existsSync, readdirSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { repositoryRoot } from '../packaging/packages.mjs';
import { run } from '../release/run.mjs';
import { serveFolder } from './browser.mjs';
import { withoutSizes } from './bundlers.mjs';

const folder = join(repositoryRoot, 'examples');

/** @type {Record<string, (root: string, context: import('./index.mjs').Context) => Promise<{ said: string, stderr: string }>>} */
const kinds = {
  async node(root) {
    const { stdout, stderr } = await run(process.execPath, ['main.mjs'], { cwd: root });
    return { said: stdout, stderr };
  },
  async vite(root, context) {
    const vite = join(context.folder, 'node_modules/vite-8/bin/vite.js');
    const built = await run(process.execPath, [vite, 'build', '--logLevel', 'warn'], { cwd: root });
    const { said, stderr } = await kinds.page(join(root, 'dist'), context);
    return { said, stderr: withoutSizes(built.stderr) + stderr };
  },
  async page(root, { browser }) {
    const { url, stop } = await serveFolder(root);
    try {
      const shown = 'document.body.lastChild?.textContent?.trim() || undefined';
      // Before that, the last thing on a page is its program.
      const result = `(document.body.lastElementChild === document.body.lastChild ? undefined : ${shown})`;
      const { result: said, stderr } = await browser.open(url, { result });
      return { said, stderr };
    } finally {
      stop();
    }
  },
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
      const root = join(context.folder, 'examples', name);
      cpSync(join(folder, name), root, { recursive: true });
      symlinkSync(join(context.folder, 'node_modules'), join(root, 'node_modules'));
      const expected = readFileSync(join(root, 'expected.txt'), 'utf8').trim();
      const { said, stderr } = await kinds[kindOf(name)](root, context);
      if (said.trim() !== expected) throw new Error(`must print ${expected}, got ${said.trim()}`);
      return { results: { printed: {} }, stderr };
    },
  }));
