import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Browser, chromium } from 'playwright';
import { build } from 'vite';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { chromiumArguments, chromiumPath } from '../../../tools/testing/browser';
import { serveSite } from './static-server';

// The pages "Start in a browser" and "WebGPU" show these files; what they show is in the text beside each.

const shown = fileURLToPath(new URL('../snippets/browser', import.meta.url));
const packages = fileURLToPath(new URL('../../../packages', import.meta.url));
let folder: string;
let browser: Browser;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'backdropjs-docs-'));
  browser = await chromium.launch({ executablePath: chromiumPath(), args: chromiumArguments });
});

afterAll(async () => {
  await browser?.close();
  rmSync(folder, { recursive: true, force: true });
});

/** What a page of the folder says in the end, and what it complains of. */
async function open(page: string, policy: string) {
  writeFileSync(join(folder, '_headers'), `/*\n${policy && `  Content-Security-Policy: ${policy}\n`}`);
  const { server, address } = await serveSite(folder);
  const tab = await browser.newPage();
  const problems: string[] = [];
  tab.on('pageerror', (error) => problems.push(error.message));
  tab.on('console', (message) => {
    if (message.type() === 'error') problems.push(message.text());
  });
  await tab.goto(address + page);
  // The program appends one text to the page.
  const said = () => document.body.lastChild?.textContent?.trim();
  await tab.waitForFunction(said, undefined, { timeout: 60_000 });
  const text = await tab.evaluate(said);
  await tab.close();
  server.close();
  return { text: `${text}\n`, problems };
}

it('with Vite, under the policy of the page', async () => {
  await build({
    root: shown,
    configFile: false,
    logLevel: 'error',
    build: {
      outDir: folder,
      emptyOutDir: true,
      target: 'es2022',
      rollupOptions: { input: ['index', 'webgpu'].map((name) => join(shown, `${name}.html`)) },
    },
  });
  const { text, problems } = await open('', "script-src 'self' 'wasm-unsafe-eval'");
  expect(problems).toEqual([]);
  expect(text).toBe(readFileSync(join(shown, 'main.txt'), 'utf8'));
});

it('on WebGPU', async () => {
  const { text, problems } = await open('webgpu', "script-src 'self'");
  expect(problems).toEqual([]);
  expect(text).toBe(readFileSync(join(shown, 'webgpu.txt'), 'utf8'));
});

it('without a bundler', async () => {
  cpSync(join(shown, 'no-bundler.html'), join(folder, 'no-bundler.html'));
  cpSync(join(packages, 'losses/dist'), join(folder, 'node_modules/@backdropjs/losses/dist'), {
    recursive: true,
  });
  const { text, problems } = await open('no-bundler', '');
  expect(problems).toEqual([]);
  expect(text).toBe(readFileSync(join(shown, 'no-bundler.txt'), 'utf8'));
});
