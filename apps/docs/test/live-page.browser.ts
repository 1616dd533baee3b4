import { existsSync, readFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { type Browser, chromium, type Page } from 'playwright';
import { serve } from 'vitepress';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { chromiumArguments, chromiumPath } from '../../../tools/testing/browser';

const root = fileURLToPath(new URL('..', import.meta.url));
const panels = ['field', 'full', 'fine', 'coarse', 'fine-coarse'];

let site: Awaited<ReturnType<typeof serve>>;
let browser: Browser;
let address: string;
/** What the browser reported as an error in the running test. */
const errors: string[] = [];

beforeAll(async () => {
  if (!existsSync(`${root}/.vitepress/dist/index.html`)) {
    throw new Error(
      'test:browser: the site must be built, got no .vitepress/dist; run turbo run build first',
    );
  }
  site = await serve({ root, port: 0 }); // any free port
  address = `http://localhost:${(site.server.address() as AddressInfo).port}`;
  browser = await chromium.launch({ executablePath: chromiumPath(), args: chromiumArguments });
});

afterEach(() => expect(errors.splice(0)).toEqual([]));

afterAll(async () => {
  await browser?.close();
  site?.server.close();
});

type PageOptions = Parameters<Browser['newPage']>[0];

/** Opens a page of the site, by its path or a whole link, and notes its errors. */
async function visit(path: string, options: PageOptions = {}): Promise<Page> {
  const page = await browser.newPage(options);
  page.setDefaultTimeout(90_000); // a busy machine takes long to start TensorFlow.js
  page.on('pageerror', (error) => errors.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') errors.push(message.text());
  });
  await page.goto(new URL(path, address).href);
  return page;
}

/** Presses the first button and waits for what was computed. */
async function start(page: Page): Promise<void> {
  await page.click('.demo button.first');
  await done(page);
}

const done = (page: Page) => page.waitForSelector('.demo[data-status=done]');

/** The pictures as data URLs, by panel. */
const pictures = (page: Page): Promise<Record<string, string>> =>
  page.$$eval('[data-panel] canvas', (canvases) =>
    Object.fromEntries(
      (canvases as HTMLCanvasElement[]).map((canvas) => [
        canvas.parentElement!.dataset['panel'],
        canvas.toDataURL(),
      ]),
    ),
  );

/** Waits until the pictures of a step are drawn. */
const step = (page: Page, number: number) => page.waitForSelector(`.panels[data-step="${number}"]`);

const overflow = (page: Page) =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

const phone = { viewport: { width: 360, height: 740 } };

describe.each(['/demos/footprint', '/demos/auc'])('the demo %s', (path) => {
  it('loads no TensorFlow.js before it is started', async () => {
    const page = await browser.newPage();
    const loaded: string[] = [];
    page.on('response', (response) => loaded.push(response.url()));
    await page.goto(`${address}${path}`, { waitUntil: 'networkidle' });
    expect(loaded.filter((url) => /worker|wasm|tf/.test(url))).toEqual([]);
    await start(page);
    expect(loaded.filter((url) => /worker/.test(url))).not.toEqual([]);
    await page.close();
  });

  it('shows its still, with words, where JavaScript is off', async () => {
    const context = await browser.newContext({ javaScriptEnabled: false });
    const page = await context.newPage();
    await page.goto(`${address}${path}`);
    expect(await page.locator('.demo noscript').innerText()).toContain('allow JavaScript');
    const pictures = page.locator('.demo :is(img, svg[role=img])');
    expect(await pictures.count()).toBeGreaterThan(0);
    for (const picture of await pictures.all()) {
      const text = (await picture.getAttribute('alt')) ?? (await picture.getAttribute('aria-label'));
      expect(text!.length).toBeGreaterThan(20);
    }
    await context.close();
  });

  it('refuses what its link may not say, and takes nothing for it', async () => {
    const page = await visit(`${path}?seed=-1`);
    expect(await page.textContent('.demo [role=alert]')).toContain(
      'seed must be an integer from 0 to 9007199254740991, got "-1"',
    );
    expect(await page.inputValue('input[name=seed]')).toBe('-1');
    expect(await page.isDisabled('.demo button.first')).toBe(true);
    await page.click('button[name=reset]');
    expect(await page.inputValue('input[name=seed]')).toBe('1');
    expect(await page.isDisabled('.demo button.first')).toBe(false);
    await page.close();
  });

  it('writes each change into the link, and goes back and forth with it', async () => {
    const page = await visit(path);
    await page.fill('input[name=seed]', '5');
    await page.press('input[name=seed]', 'Tab');
    await page.waitForURL(/[?&]seed=5(&|$)/);
    await page.fill('input[name=seed]', '6');
    await page.press('input[name=seed]', 'Tab');
    await page.waitForURL(/[?&]seed=6(&|$)/);
    await page.goBack();
    await page.waitForURL(/[?&]seed=5(&|$)/);
    expect(await page.inputValue('input[name=seed]')).toBe('5');
    await page.goForward();
    await page.waitForURL(/[?&]seed=6(&|$)/);
    expect(await page.inputValue('input[name=seed]')).toBe('6');
    await page.close();
  });

  it('saves what it shows as JSON', async () => {
    const page = await visit(`${path}?seed=3`);
    await start(page);
    const [file] = await Promise.all([page.waitForEvent('download'), page.click('button[name=download]')]);
    const { settings, result } = JSON.parse(readFileSync((await file.path())!, 'utf8'));
    expect(settings.seed).toBe(3);
    expect(JSON.stringify(result).length).toBeGreaterThan(1000);
    await page.close();
  });

  it('fits a phone', async () => {
    const page = await visit(path, phone);
    await start(page);
    expect(await overflow(page)).toBeLessThanOrEqual(0);
    await page.close();
  });
});

describe('the gradient footprint', () => {
  it('draws the field and its footprints, the same again for the same link', async () => {
    const page = await visit('/demos/footprint?seed=2&step=7&label=2&fine=0.5');
    await start(page);
    const first = await pictures(page);
    expect(Object.keys(first)).toEqual(panels);
    expect(new Set(Object.values(first)).size).toBe(panels.length);
    const again = await visit(page.url());
    await start(again);
    expect(await pictures(again)).toEqual(first);
    await again.close();
    await page.close();
  });

  it('follows the values: the next step has other masks over the same field', async () => {
    const page = await visit('/demos/footprint');
    await start(page);
    const first = await pictures(page);
    await page.click('button[name=redraw]');
    await step(page, 2);
    await done(page);
    const second = await pictures(page);
    for (const panel of ['field', 'full']) expect(second[panel]).toBe(first[panel]);
    for (const panel of ['fine', 'coarse', 'fine-coarse']) expect(second[panel]).not.toBe(first[panel]);
    await page.close();
  });
});

describe('the set-level loss', () => {
  /** Trains by the page's link and takes the points of the curves. */
  async function curves(page: Page): Promise<string[]> {
    await start(page);
    return page.$$eval('.training polyline', (lines) => lines.map((line) => line.getAttribute('points')!));
  }

  it.each(['wasm', 'cpu'])(
    'trains twice and draws both, the same again for the same link: %s',
    async (backend) => {
      const page = await visit(`/demos/auc?backend=${backend}`);
      const first = await curves(page);
      expect(first).toHaveLength(4);
      for (const curve of first) expect(curve.split(' ')).toHaveLength(60);
      expect(new Set(first).size).toBe(4);
      expect(await curves(page)).toEqual(first);
      await page.close();
    },
  );

  it('stops at once, and trains to the same curves after it', async () => {
    const page = await visit('/demos/auc?backend=cpu');
    for (let i = 0; i < 10; i++) {
      await page.click('.demo button.first');
      await page.click('button[name=stop]');
      await page.waitForSelector('.demo[data-status=stopped]', { timeout: 1000 });
    }
    const stopped = await curves(page);
    const again = await visit(page.url());
    expect(await curves(again)).toEqual(stopped);
    await again.close();
    await page.close();
  });

  it('takes a result away when a value changes: it would be that of another', async () => {
    const page = await visit('/demos/auc');
    await start(page);
    await page.fill('input[name=seed]', '9');
    await page.press('input[name=seed]', 'Tab');
    await page.waitForSelector('.demo[data-status=still]');
    expect(await page.isDisabled('button[name=download]')).toBe(true);
    await page.close();
  });
});
