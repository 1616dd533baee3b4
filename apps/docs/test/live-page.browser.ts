import { existsSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { type Browser, chromium, type Page } from 'playwright';
import { serve } from 'vitepress';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { chromiumArguments, chromiumPath } from '../../../tools/testing/browser';

const root = fileURLToPath(new URL('..', import.meta.url));
const panels = ['field', 'fine', 'coarse', 'both'];

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

/** Opens a page of the site and notes its errors. */
async function visit(path: string, options: PageOptions = {}): Promise<Page> {
  const page = await browser.newPage(options);
  page.setDefaultTimeout(90_000); // a busy machine takes long to start TensorFlow.js
  page.on('pageerror', (error) => errors.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') errors.push(message.text());
  });
  await page.goto(`${address}${path}`);
  return page;
}

/** Opens the page of the gradient footprint at its first step. */
async function open(options: PageOptions = {}): Promise<Page> {
  const page = await visit('/demos/footprint', options);
  await ready(page, 0);
  return page;
}

/** Waits until the pictures of a step are drawn. */
const ready = (page: Page, step: number) => page.waitForSelector(`.footprint[data-ready="${step}"]`);

/** The pictures as data URLs, by panel. */
const pictures = (page: Page): Promise<Record<string, string>> =>
  page.$$eval('canvas[data-panel]', (canvases) =>
    Object.fromEntries(
      (canvases as HTMLCanvasElement[]).map((canvas) => [canvas.dataset['panel'], canvas.toDataURL()]),
    ),
  );

/** How many colors each canvas shows. */
const colors = (page: Page): Promise<number[]> =>
  page.$$eval('canvas[data-panel]', (canvases) =>
    (canvases as HTMLCanvasElement[]).map((canvas) => {
      const { data } = canvas.getContext('2d')!.getImageData(0, 0, canvas.width, canvas.height);
      return new Set(new Uint32Array(data.buffer)).size;
    }),
  );

describe('the page of the gradient footprint', () => {
  it('draws the field and its three footprints', async () => {
    const page = await open();
    expect(Object.keys(await pictures(page))).toEqual(panels);
    for (const count of await colors(page)) expect(count).toBeGreaterThan(50);
    await page.close();
  });

  it('draws the same pictures for the same seed, and others for another', async () => {
    const page = await open();
    const first = await pictures(page);
    await page.fill('input[name=seed]', '2');
    await page.waitForFunction(
      (before) =>
        document.querySelector<HTMLCanvasElement>('canvas[data-panel=field]')?.toDataURL() !== before,
      first['field'],
    );
    await ready(page, 0);
    const second = await pictures(page);
    for (const panel of panels) expect(second[panel]).not.toBe(first[panel]);
    await page.close();

    const again = await open();
    expect(await pictures(again)).toEqual(first);
    await again.close();
  });

  it('redraws the masks and keeps the field', async () => {
    const page = await open();
    const first = await pictures(page);
    await page.click('button[name=redraw]');
    await ready(page, 1);
    const second = await pictures(page);
    expect(second['field']).toBe(first['field']);
    for (const panel of ['fine', 'coarse', 'both']) expect(second[panel]).not.toBe(first[panel]);
    await page.close();
  });

  it('fits a phone', async () => {
    const page = await open({ viewport: { width: 360, height: 740 } });
    const overflow = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    expect(overflow).toBeLessThanOrEqual(0);
    await page.close();
  });
});

describe('the page of a whole-set loss', () => {
  it('trains twice and draws both, the same again for the same seed', async () => {
    const page = await visit('/demos/auc', { viewport: { width: 360, height: 740 } });
    const results = async () => {
      await page.click('button[type=submit]');
      await page.waitForSelector('.training[data-status=running]');
      await page.waitForSelector('.training[data-status=done]', { timeout: 120_000 });
      const curves = await page.$$eval('.training polyline', (lines) =>
        lines.map((line) => line.getAttribute('points')!),
      );
      return {
        curves,
        texts: await page.$$eval('li[data-curve]', (items) => items.map((i) => i.textContent)),
      };
    };
    const first = await results();
    expect(first.curves).toHaveLength(4);
    for (const curve of first.curves) expect(curve.split(' ')).toHaveLength(60);
    expect(new Set(first.curves).size).toBe(4);
    expect(await results()).toEqual(first);
    const overflow = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    expect(overflow).toBeLessThanOrEqual(0);
    await page.close();
  });
});
