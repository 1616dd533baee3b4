import { readdirSync } from 'node:fs';
import type { Server } from 'node:http';
import { fileURLToPath } from 'node:url';
import axe from 'axe-core';
import { type Browser, chromium, type Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { chromiumArguments, chromiumPath } from '../../../tools/testing/browser';
import { serveSite } from './static-server';

const dist = fileURLToPath(new URL('../.vitepress/dist', import.meta.url));

/** Pages of the reference, which are made alike: some of each kind stand for all, but for `BACKDROPJS_DOCS_PAGES=all`. */
const samples =
  /^reference\/($|errors$|losses\/$|operator\/types$|(losses\/(pairwiseAucLoss|LossInputError)|operator\/(backdrop|insertBackdrop|Backdrop-class)|fields\/matern|random\/normal)$)/;
const isOpened = (page: string) =>
  process.env['BACKDROPJS_DOCS_PAGES'] === 'all' || !page.startsWith('reference/') || samples.test(page);

/** The pages of the site, below its base. */
const pages = readdirSync(dist, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.html') && file !== 'report.html')
  .map((file) => file.replace(/(^|\/)index\.html$/, '$1').replace(/\.html$/, ''))
  .filter(isOpened);

let server: Server;
let address: string;
let browser: Browser;

beforeAll(async () => {
  ({ server, address } = await serveSite(dist));
  browser = await chromium.launch({ executablePath: chromiumPath(), args: chromiumArguments });
});

afterAll(async () => {
  await browser?.close();
  server?.close();
});

/** By how pages are looked at: a tab for all of them, whose process starts once and keeps what was loaded. */
const tabs = new Map<string, Promise<Page>>();

function tabOf(options: Parameters<Browser['newContext']>[0]): Promise<Page> {
  const name = JSON.stringify(options);
  if (!tabs.has(name)) tabs.set(name, browser.newPage(options));
  return tabs.get(name)!;
}

/** Opens a page under the site's content security policy, and collects what must not happen on it. */
async function open(path: string, options: Parameters<Browser['newContext']>[0] = {}) {
  const page = await tabOf(options);
  await page.goto('about:blank'); // so that nothing of the page before is taken for this one's
  page.removeAllListeners();
  const problems: string[] = [];
  page.on('pageerror', (error) => problems.push(error.message));
  page.on('console', (message) => {
    const isExpected = path === '404' && message.text().includes('404');
    if (['error', 'warning'].includes(message.type()) && !isExpected) problems.push(message.text());
  });
  page.on('request', (request) => {
    if (!/^(data|blob):/.test(request.url()) && !request.url().startsWith(address)) {
      problems.push(`request outside of the site: ${request.url()}`);
    }
  });
  await page.goto(`${address}${path}`, { waitUntil: 'networkidle' });
  return { page, problems };
}

/**
 * Marks elements that look like one before them, by themselves and in all that they stand in: names, classes, colors, type, and
 * whether they are to be seen.
 * Contrast, by far the longest of axe-core's rules, is measured on one of each, such as one comment of a program. It cannot be
 * where text is cut off or a single sign, so that such elements stand for their like only.
 */
function markRepeatedLooks(): void {
  const looks = new Map<Element, string>();
  const edges = new Map<Element, number>();
  const seen = new Map<string, string>();
  for (const element of document.querySelectorAll('*')) {
    const style = getComputedStyle(element);
    const { right } = element.getBoundingClientRect();
    const edge = edges.get(element.parentElement!) ?? Number.POSITIVE_INFINITY;
    edges.set(element, style.overflowX === 'visible' ? edge : Math.min(edge, right));
    const look = [
      looks.get(element.parentElement!),
      ...[element.tagName, element.getAttribute('class'), style.color, style.backgroundColor],
      ...[style.backgroundImage, style.fontSize, style.fontWeight, style.opacity, right > edge],
      element.childElementCount === 0 && element.textContent.trim().length < 2,
      element.checkVisibility({ opacityProperty: true, visibilityProperty: true }),
    ].join();
    if (seen.has(look)) element.setAttribute('data-repeated-look', '');
    else seen.set(look, String(seen.size));
    looks.set(element, seen.get(look)!);
  }
}

/** What axe-core finds on a page, in words. It runs outside of the page's content security policy. */
async function violations(page: Page): Promise<string[]> {
  await page.evaluate(markRepeatedLooks);
  const client = await page.context().newCDPSession(page);
  await client.send('Runtime.evaluate', { expression: axe.source });
  const { result } = await client.send('Runtime.evaluate', {
    expression: `
      axe.configure({ rules: [{ id: 'color-contrast', selector: ':not([data-repeated-look])' }] });
      axe.run({ resultTypes: ['violations'] }).then(({ violations }) => JSON.stringify(violations.flatMap(({ id, nodes }) =>
        nodes.map(({ html, failureSummary }) => id + ': ' + html + ' ' + failureSummary))))`,
    awaitPromise: true,
    returnByValue: true,
  });
  await client.detach();
  return JSON.parse(result.value as string) as string[];
}

const overflow = (page: Page) =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

const looks = [
  { name: 'desktop, light', viewport: { width: 1440, height: 900 }, colorScheme: 'light' as const },
  { name: 'phone, dark', viewport: { width: 390, height: 844 }, colorScheme: 'dark' as const },
];
/** Pages with pictures and buttons are looked at both ways; those of text take turns, unless BACKDROPJS_LOOKS is all. */
const looksOf = (path: string) =>
  process.env['BACKDROPJS_LOOKS'] === 'all' || /^(|demos\/.*|results\/)$/.test(path)
    ? looks
    : [looks[pages.indexOf(path) % looks.length]!];

describe.each(pages)('page /%s', (path) => {
  it.each(looksOf(path))(
    '$name: no error, no request elsewhere, no overflow, one h1, one main, nothing that axe finds',
    async ({ name: _, ...options }) => {
      const { page, problems } = await open(path, { ...options, reducedMotion: 'reduce' });
      expect(problems).toEqual([]);
      expect(await overflow(page)).toBeLessThanOrEqual(0);
      expect(await page.locator('h1').count()).toBe(1);
      expect(await page.locator('main, [role=main]').count()).toBe(1);
      expect(await violations(page)).toEqual([]);
    },
  );
});

it('contrast is measured on what is seen, also where the first of its look is hidden', async () => {
  const { page } = await open('learn/start-node', { viewport: { width: 1440, height: 900 } });
  await page.evaluate(() => {
    const planted = ['hidden', 'visible'].map((visibility) => {
      const pale = document.createElement('p');
      pale.textContent = 'A planted sentence.';
      Object.assign(pale.style, { visibility, color: '#eee', backgroundColor: '#fff' });
      return pale;
    });
    document.querySelector('h1')!.after(...planted);
  });
  expect((await violations(page)).join()).toMatch(/color-contrast: .*A planted sentence/);
});

it('search, theme and menu work under the policy', async () => {
  const { page, problems } = await open('learn/start-node', { viewport: { width: 390, height: 844 } });
  await page.click('.VPNavBarSearch button');
  await page.fill('.VPLocalSearchBox input', 'receptive');
  await page.waitForSelector('.VPLocalSearchBox .result');
  await page.keyboard.press('Escape');
  await page.click('.VPNavBarHamburger');
  await page.click('.VPNavScreen .VPSwitchAppearance');
  expect(await page.evaluate(() => document.documentElement.classList.contains('dark'))).toBe(true);
  expect(problems).toEqual([]);
});

it('nobody loads another page before opening it', async () => {
  const page = await browser.newPage();
  const loaded: string[] = [];
  page.on('request', (request) => loaded.push(request.url()));
  await page.goto(address, { waitUntil: 'networkidle' });
  expect(loaded.filter((url) => /(results|demos|packages|reference)_/.test(url))).toEqual([]);
  await page.close();
});

it.each(['demos/footprint', 'demos/auc', 'demos/one-image', 'demos/fields', 'demos/planner'])(
  'every control of /%s shows where the keyboard is',
  async (path) => {
    const { page } = await open(path);
    await page.waitForSelector('.vp-doc form');
    const controls = page.locator('.vp-doc form :is(input, select, button):not([disabled])');
    expect(await controls.count()).toBeGreaterThan(2);
    for (const control of await controls.all()) {
      await control.focus();
      await page.keyboard.press('Shift+Tab');
      await page.keyboard.press('Tab');
      const outline = await control.evaluate((element) => {
        const { outlineStyle, outlineWidth } = getComputedStyle(element);
        return `${outlineStyle} ${outlineWidth}`;
      });
      expect(outline).toBe('solid 2px');
    }
  },
);
