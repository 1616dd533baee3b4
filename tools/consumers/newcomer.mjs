// What newcomers do with the built pages alone: commands and programs, taken out of their HTML, are followed to the letter in an empty
// folder, until the page's own words come out.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { repositoryRoot } from '../packaging/packages.mjs';
import { run, serve } from '../release/run.mjs';
import { npmSettings } from './folders.mjs';

const dist = join(repositoryRoot, 'apps/docs/.vitepress/dist');

/** What a reader sees of a piece of HTML. */
const shown = (html) =>
  html
    .replaceAll(/<[^>]*>/g, '')
    .replaceAll(
      /&(lt|gt|quot|amp|#39);/g,
      (_, name) => ({ lt: '<', gt: '>', quot: '"', amp: '&', '#39': "'" })[name],
    );

/** The blocks of a built page, in order, each with its language and the words before it; and the page's text. */
function readPage(html) {
  const parts = html.split(/<div class="language-(\w+)[^"]*">[\s\S]*?<code>([\s\S]*?)<\/code><\/pre>/);
  const blocks = [];
  for (let i = 1; i < parts.length; i += 3)
    blocks.push({ language: parts[i], text: `${shown(parts[i + 1])}\n`, before: shown(parts[i - 1]) });
  return { blocks, text: shown(html) };
}

const lines = (text) => text.trim().split('\n');

/** The commands of the blocks of a page's install lines. */
const commandsOf = ({ blocks }) =>
  blocks.filter(({ language }) => language === 'sh').flatMap(({ text }) => lines(text));

function atMost(what, most, count) {
  if (count > most) throw new Error(`newcomer: ${what} must be at most ${most}, got ${count}`);
}

function same(what, printed, expected) {
  if (printed.trim() !== expected.trim())
    throw new Error(
      `newcomer: ${what} must print what its page shows, ${JSON.stringify(expected)}, got ${JSON.stringify(printed)}`,
    );
}

/** An empty folder in which npm asks the registry of the rehearsal, with the commands of a page done. */
async function follow(folder, commands, npmrc) {
  mkdirSync(folder);
  writeFileSync(join(folder, '.npmrc'), `${npmrc}${npmSettings}`);
  for (const command of commands) {
    const [name, ...args] = command.split(' ');
    await run(name, args, { cwd: folder });
  }
}

/** Where a server of Vite says that it is. */
export const localAddress = /Local:\s+(http:\S+)/;

const pages = {
  index: async (page, folder, { npmrc }) => {
    const commands = commandsOf(page).slice(0, 3);
    await follow(folder, commands, npmrc);
    const program = page.blocks.find(({ language }) => language === 'js');
    atMost('lines of the program', 25, lines(program.text).length);
    // A part of a program: what is called in it must be there under its name.
    const names = [...program.text.matchAll(/(?<![.\w])(\w+)\(/g)].map(([, name]) => name);
    const check = `
      const from = await Promise.all(['@backdropjs/operator/layers', '@backdropjs/backend', '@tensorflow/tfjs-layers'].map((name) => import(name)));
      const missing = ${JSON.stringify(names)}.filter((name) => !from.some((found) => name in found));
      if (missing.length > 0) throw new Error('the home page calls what is not there: ' + missing);`;
    return (await run('node', ['--input-type=module', '-e', check], { cwd: folder })).stderr;
  },
  'learn/start-node': async (page, folder, { npmrc }) => {
    const commands = commandsOf(page);
    const program = page.blocks.find(({ language }) => language === 'js');
    const [, file] = program.before.match(/Save this as (\S+):\s*$/);
    const [, start] = page.text.match(/Type (node \S+)\. After some seconds it prints/);
    atMost('commands', 4, commands.length + 1);
    atMost('lines of the program', 25, lines(program.text).length);
    await follow(folder, commands, npmrc);
    writeFileSync(join(folder, file), program.text);
    const [name, ...args] = start.split(' ');
    const { stdout, stderr } = await run(name, args, { cwd: folder });
    same(start, stdout, page.blocks.find(({ language }) => language === 'txt').text);
    return stderr;
  },
  'learn/start-browser': async (page, folder, { npmrc, browser }) => {
    const commands = commandsOf(page);
    atMost('commands', 4, commands.length + 1);
    await follow(folder, commands, npmrc);
    const [html, ...scripts] = page.blocks.filter(({ language }) => ['html', 'js'].includes(language));
    writeFileSync(join(folder, 'index.html'), html.text);
    // The page shows main.js in two parts.
    const program = `${scripts[0].text}\n${scripts[1].text}`;
    // Those that tell where the WebAssembly is included.
    atMost('lines of the program', 35, lines(program).length);
    writeFileSync(join(folder, 'main.js'), program);
    const [, start] = page.text.match(/(npx vite) serves the page, which shows/);
    const [name, ...args] = start.split(' ');
    const { said, stop } = await serve(name, args, localAddress, { cwd: folder });
    const [, url] = localAddress.exec(said);
    try {
      const result = 'document.body.lastChild?.textContent?.trim() || undefined';
      const opened = await browser.open(url, { result });
      same('the page', opened.result, page.blocks.find(({ language }) => language === 'txt').text);
      return opened.stderr;
    } finally {
      await stop();
    }
  },
};

/** @type {import('./index.mjs').Consumer[]} */
export const newcomers = Object.entries(pages).map(([path, use]) => ({
  name: `newcomer at /${path === 'index' ? '' : path}`,
  programs: ['followed'],
  async run(context) {
    const file = join(dist, `${path}.html`);
    if (!existsSync(file)) return { skipped: 'the site is not built' };
    const start = Date.now();
    const folder = join(context.folder, '..', `newcomer-${path.replaceAll('/', '-')}`);
    const stderr = await use(readPage(readFileSync(file, 'utf8')), folder, context);
    return { results: { followed: {} }, stderr, note: `${((Date.now() - start) / 1000).toFixed(0)} s` };
  },
}));
