import type { Server } from 'node:http';
import { fileURLToPath } from 'node:url';
import { type Browser, chromium, type Page } from 'playwright';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { chromiumArguments, chromiumPath } from '../../../tools/testing/browser';
import { serveSite } from './static-server';

let server: Server;
let browser: Browser;
let page: Page;
let base: string;

beforeAll(async () => {
  const site = await serveSite(fileURLToPath(new URL('../.vitepress/dist', import.meta.url)));
  server = site.server;
  base = new URL(site.address).pathname;
  browser = await chromium.launch({ executablePath: chromiumPath(), args: chromiumArguments });
  page = await browser.newPage();
  await page.goto(`${site.address}learn/`, { waitUntil: 'networkidle' });
  await page.click('.VPNavBarSearch button');
  await page.waitForSelector('.VPLocalSearchBox input');
});

afterAll(async () => {
  await browser?.close();
  server?.close();
});

it.each([
  ['vite', 'learn/start-browser#with-vite'],
  ['webpack', 'learn/start-browser#with-esbuild-webpack-or-rollup'],
  ['cdn', 'learn/start-browser#without-a-bundler'],
  ['csp', 'troubleshooting#csp'],
  ['auc', 'learn/glossary#roc-auc'],
  ['averagePrecisionLoss', 'reference/losses/averagePrecisionLoss'],
  ['resume', 'learn/start-layers#save-load-resume'],
  ['seed', 'learn/glossary#seed'],
  ['python', 'recipes/from-pytorch'],
  ['pytorch', 'recipes/from-pytorch'],
  ['nan', 'troubleshooting#the-loss-is-nan'],
  ['out of memory', 'troubleshooting#memory'],
  ['worker', 'learn/start-browser#in-a-worker'],
  ['safari', 'versions#what-is-supported'],
  ['node 20', 'learn/start-node'],
  ['webgpu', 'recipes/webgpu'],
  ['dropout', 'learn/glossary#dropout'],
  ['matern', 'reference/fields/matern'],
  ['cox', 'reference/losses/coxPartialLikelihoodLoss'],
  ['licence', 'faq#licence'],
  ['cite', 'faq#how-do-i-cite-it'],
  ['no backend could start', 'troubleshooting#no-backend-could-start'],
  ['skipLibCheck', 'troubleshooting#long'],
  ['typescript', 'learn/start-node#typescript'],
  ['rate', 'learn/glossary#rate'],
])('"%s" finds %s first', async (query, found) => {
  await page.fill('.VPLocalSearchBox input', '');
  await page.waitForFunction(() => document.querySelectorAll('.VPLocalSearchBox .result').length === 0);
  await page.fill('.VPLocalSearchBox input', query);
  const first = page.locator('.VPLocalSearchBox .result').first();
  await first.waitFor({ timeout: 20_000 });
  expect((await first.getAttribute('href'))!.slice(base.length)).toMatch(
    new RegExp(`^${found.replaceAll('.', '\\.')}(#|$)`),
  );
});
