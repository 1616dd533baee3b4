import { readFileSync } from 'node:fs';
import type { Server } from 'node:http';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { fromNpy } from '@backdropjs/fields';
import { rocAuc } from '@backdropjs/losses';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { chromiumArguments, chromiumPath } from '../../../tools/testing/browser';
import { fromQuery } from '../live/demo/link';
import { explore } from '../live/fields/explore';
import { fields } from '../live/fields/settings';
import { violations } from './axe';
import { overflow } from './open-site';
import { serveSite } from './static-server';

const dist = fileURLToPath(new URL('../.vitepress/dist', import.meta.url));
/** Whether all is looked at, as before a release. */
const isFull = process.env['BACKDROPJS_LOOKS'] === 'all';
const panels = ['field', 'full', 'fine', 'coarse', 'fine-coarse'];

let server: Server;
let browser: Browser;
let address: string;
/** What the browser reported as an error in the running test. */
const errors: string[] = [];

beforeAll(async () => {
  ({ server, address } = await serveSite(dist));
  browser = await chromium.launch({ executablePath: chromiumPath(), args: chromiumArguments });
});

afterEach(() => expect(errors.splice(0)).toEqual([]));

afterAll(async () => {
  await browser?.close();
  server?.close();
});

type PageOptions = Parameters<Browser['newContext']>[0];

/** By what makes them differ: pages of one context share what was loaded. */
const contexts = new Map<string, Promise<BrowserContext>>();

function contextOf(options: PageOptions): Promise<BrowserContext> {
  const name = JSON.stringify(options);
  if (!contexts.has(name)) contexts.set(name, browser.newContext(options));
  return contexts.get(name)!;
}

/** Moves the pointer until Vue listens in the demo: where a link holds values, it waits for a sign of a visitor. */
async function wake(page: Page): Promise<void> {
  let x = 0;
  const listens = async () => {
    await page.mouse.move(++x % 9, 3);
    return page.evaluate(
      () => Object.getOwnPropertySymbols(document.querySelector('.demo form')!).length > 0,
    );
  };
  await expect.poll(listens, { timeout: 60_000 }).toBe(true);
}

/** Opens a page of the site, by its path or a whole link, and notes its errors. */
async function visit(path: string, options: PageOptions | BrowserContext = {}): Promise<Page> {
  const context = 'newPage' in options ? options : await contextOf(options);
  const page = await context.newPage();
  page.setDefaultTimeout(90_000); // a busy machine takes long to start TensorFlow.js
  page.on('pageerror', (error) => errors.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') errors.push(message.text());
  });
  await page.goto(path.startsWith('http') ? path : address + path.slice(1));
  if (page.url().includes('?')) await wake(page);
  return page;
}

/** Presses the first button and waits for what was computed. */
async function start(page: Page): Promise<void> {
  // A demo that follows its values runs again by itself.
  if ((await page.locator('button[name=stop]').count()) === 0) await page.click('.demo button.first');
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

/** How many colors each picture shows. */
const colors = (page: Page): Promise<number[]> =>
  page.$$eval('[data-panel] canvas', (canvases) =>
    (canvases as HTMLCanvasElement[]).map((canvas) => {
      const { data } = canvas.getContext('2d')!.getImageData(0, 0, canvas.width, canvas.height);
      return new Set(new Uint32Array(data.buffer)).size;
    }),
  );

/** Waits until the pictures of a step are drawn. */
const step = (page: Page, number: number) => page.waitForSelector(`.panels[data-step="${number}"]`);

const phone = { viewport: { width: 360, height: 740 } };

/**
 * Does something with a page that nothing was loaded in, and tells what it loaded for that: scripts in kB, compressed, and binaries of
 * WebAssembly, by name.
 */
async function loadedBy(
  path: string,
  colorScheme: 'light' | 'dark',
  use: (page: Page) => Promise<void>,
): Promise<{ scripts: number; binaries: string[] }> {
  const asked = new Set<string>();
  const note = ({ url }: { url?: string }) =>
    asked.add(new URL(url!, address).pathname.slice(new URL(address).pathname.length));
  server.on('request', note);
  // A context of its own, since others have loaded parts of the demos.
  const context = await browser.newContext({ ...phone, colorScheme });
  const page = await visit(path, context);
  await use(page);
  server.off('request', note);
  await context.close();
  const weights = [...asked]
    .filter((file) => file.endsWith('.js'))
    .map((file) => gzipSync(readFileSync(join(dist, file))).length);
  return {
    scripts: weights.reduce((sum, weight) => sum + weight, 0) / 1000,
    binaries: [...asked].filter((file) => file.endsWith('.wasm')),
  };
}

/** What is to be seen of a demo that was started fits and has nothing that axe finds: as it was opened, and in full in all sizes and colors. */
async function holds(page: Page): Promise<void> {
  for (const colorScheme of isFull ? (['light', 'dark'] as const) : [undefined]) {
    if (colorScheme) await page.emulateMedia({ colorScheme });
    for (const width of isFull ? [1440, 768, phone.viewport.width] : [phone.viewport.width]) {
      await page.setViewportSize({ ...phone.viewport, width });
      expect(await overflow(page)).toBeLessThanOrEqual(0);
      expect(await violations(page)).toEqual([]);
    }
  }
}

describe.each([
  { path: '/demos/footprint', seed: 1, seeds: '0 to 9007199254740991' },
  { path: '/demos/auc', seed: 1, seeds: '0 to 1000000000' },
  { path: '/demos/one-image', seed: 210, seeds: '210 to 259' },
  { path: '/demos/fields', seed: 1, seeds: '0 to 9007199254740991' },
  { path: '/demos/planner', seed: 1, seeds: '0 to 1000000000' },
])('the demo $path', ({ path, seed, seeds }) => {
  it('loads no TensorFlow.js before it is started', async () => {
    const page = await browser.newPage();
    const loaded: string[] = [];
    page.on('response', (response) => loaded.push(response.url()));
    await page.goto(address + path.slice(1), { waitUntil: 'networkidle' });
    const scripts = await Promise.all(
      loaded.filter((url) => url.endsWith('.js')).map(async (url) => (await fetch(url)).text()),
    );
    expect(scripts.length).toBeGreaterThan(0);
    // What tfjs-core says when there is no backend, and what every kernel of it is registered by.
    expect(scripts.filter((script) => /registerKernel|No backend found/.test(script))).toEqual([]);
    expect(loaded.filter((url) => /worker|wasm|use-demo/.test(url))).toEqual([]);
    await page.click('.demo button.first');
    await expect.poll(() => loaded.filter((url) => /worker/.test(url)), { timeout: 30_000 }).not.toEqual([]);
    await page.close();
  });

  it('shows its still, with words, where JavaScript is off', async () => {
    const page = await visit(path, { javaScriptEnabled: false });
    expect(await page.locator('.demo noscript').textContent()).toContain('allow JavaScript');
    const pictures = page.locator('.demo :is(img, svg[role=img])');
    expect(await pictures.count()).toBeGreaterThan(0);
    for (const picture of await pictures.all()) {
      const text = (await picture.getAttribute('alt')) ?? (await picture.getAttribute('aria-label'));
      expect(text!.length).toBeGreaterThan(20);
    }
    await page.close();
  });

  it('refuses what its link may not say, and is what its link says, back and forth', async () => {
    const page = await visit(`${path}?seed=-1`);
    expect(await page.textContent('.demo [role=alert]')).toContain(
      `seed must be an integer from ${seeds}, got "-1"`,
    );
    expect(await page.inputValue('input[name=seed]')).toBe('-1');
    expect(await page.isDisabled('.demo button.first')).toBe(true);
    await page.click('button[name=reset]');
    expect(await page.inputValue('input[name=seed]')).toBe(String(seed));
    expect(await page.isDisabled('.demo button.first')).toBe(false);

    // Each change is written into the link, and the way back leads to it.
    const shows = async (value: number) => {
      await page.waitForURL(new RegExp(`[?&]seed=${value}(&|$)`));
      expect(await page.inputValue('input[name=seed]')).toBe(String(value));
    };
    for (const next of [seed + 1, seed + 2]) {
      await page.fill('input[name=seed]', String(next));
      await page.press('input[name=seed]', 'Tab');
      await shows(next);
    }
    await page.goBack();
    await shows(seed + 1);
    await page.goForward();
    await shows(seed + 2);
    await page.close();
  });
});

it.each([
  ['/demos/footprint?seed=3', 'light', { scripts: 300, binaries: 0 }],
  ['/demos/auc?seed=3&steps=10', 'dark', { scripts: 600, binaries: 1 }],
  ['/demos/one-image?seed=210&size=64&steps=3', 'dark', { scripts: 600, binaries: 1 }],
  ['/demos/fields?seed=3', 'dark', { scripts: 300, binaries: 0 }],
  ['/demos/planner?seed=3', 'light', { scripts: 600, binaries: 1 }],
] as const)(
  '%s is light when it is started, fits a phone, passes axe, and saves what it shows as JSON',
  async (path, color, most) => {
    const { scripts, binaries } = await loadedBy(path, color, async (page) => {
      await start(page);
      await holds(page);
      const [file] = await Promise.all([page.waitForEvent('download'), page.click('button[name=download]')]);
      const { settings, result } = JSON.parse(readFileSync((await file.path())!, 'utf8'));
      expect(settings.seed).toBe(Number(/seed=(\d+)/.exec(path)![1]));
      expect(JSON.stringify(result).length).toBeGreaterThan(1000);
    });
    expect(scripts).toBeLessThanOrEqual(most.scripts);
    expect(binaries.length).toBeLessThanOrEqual(most.binaries);
  },
);

describe('the gradient footprint', () => {
  it('draws the field and its footprints, the same again for the same link', async () => {
    const page = await visit('/demos/footprint?seed=2&step=7&label=2&fine=0.5');
    await start(page);
    const first = await pictures(page);
    expect(Object.keys(first)).toEqual(panels);
    expect(new Set(Object.values(first)).size).toBe(panels.length);
    for (const count of await colors(page)) expect(count).toBeGreaterThan(50);
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

it('a value that is refused takes the result away: it would stand beside that of another', async () => {
  const page = await visit('/demos/footprint');
  await start(page);
  await page.fill('input[name=seed]', '-3');
  await page.press('input[name=seed]', 'Tab');
  await page.waitForSelector('.demo[data-status=still]');
  expect(await page.isDisabled('button[name=download]')).toBe(true);
  expect(await page.textContent('.demo [role=alert]')).toContain('got "-3"');
  await page.close();
});

it('a link that holds values loads no more than a page may, and shows them in the still', async () => {
  const page = await browser.newPage();
  const loaded: string[] = [];
  page.on('response', (response) => loaded.push(response.url()));
  await page.goto(`${address}demos/auc?seed=77&steps=50`, { waitUntil: 'networkidle' });
  expect(loaded.filter((url) => /use-demo|AucPlayground|worker/.test(url))).toEqual([]);
  expect(await page.inputValue('input[name=seed]')).toBe('77');
  await wake(page);
  expect(loaded.filter((url) => /use-demo/.test(url))).toHaveLength(1);
  expect(await page.inputValue('input[name=seed]')).toBe('77');
  await page.close();
});

it('a still says what it is a picture of, whatever the link asks for', async () => {
  const page = await visit('/demos/footprint?label=3');
  expect(await page.textContent('.demo .words')).toContain('of the first values');
  expect(await page.textContent('.panels figcaption')).toContain('2.5 px and 6 px');
  await start(page);
  expect(await page.textContent('.panels figcaption')).toContain('2.5 px and 10 px');
  await page.close();
});

describe('the set-level loss', () => {
  /** Trains by the page's link and takes the points of the curves. */
  async function curves(page: Page): Promise<string[]> {
    await start(page);
    return page.$$eval('.training polyline:not(.chance)', (lines) =>
      lines.map((line) => line.getAttribute('points')!),
    );
  }

  it('stops at once, trains to the same curves after it, shows the AUC of the scores it saves, and takes them away', async () => {
    const page = await visit('/demos/auc?steps=20&imbalance=5');
    for (let i = 0; i < 3; i++) {
      await page.click('.demo button.first');
      await page.click('button[name=stop]');
      await page.waitForSelector('.demo[data-status=stopped]', { timeout: 1000 });
    }
    const first = await curves(page);
    expect(first).toHaveLength(8);
    expect(new Set(first).size).toBeGreaterThan(4);
    for (const count of await colors(page)) expect(count).toBeGreaterThan(100);
    expect(await curves(page)).toEqual(first);

    const [file] = await Promise.all([page.waitForEvent('download'), page.click('button[name=download]')]);
    const { result } = JSON.parse(readFileSync((await file.path())!, 'utf8'));
    const texts = await page.locator('.training figcaption:last-child').allTextContents();
    expect(texts).toHaveLength(4);
    for (const [i, { auc, scores, pairs }] of result.trained.entries()) {
      expect(Math.abs(auc.test - rocAuc(scores.test, result.testLabels))).toBeLessThan(1e-12);
      expect(Math.abs(auc.train - rocAuc(scores.train, result.samples.labels))).toBeLessThan(1e-12);
      expect(texts[i]).toContain(
        `AUC ${auc.test.toFixed(3)} in the test, ${auc.train.toFixed(3)} in training`,
      );
      expect(texts[i]).toContain(`${Math.round(10 * pairs) / 10} pairs a step`);
    }

    // A result of other values would be that of another.
    await page.uncheck('input[name=entropy]');
    await page.waitForSelector('.demo[data-status=still]');
    expect(await page.isDisabled('button[name=download]')).toBe(true);
    expect(new URL(page.url()).searchParams.get('methods')).toBe('batch.set.masked');
    await page.close();
  });
});

/** All demos that train, where the backends are looked at in full: SwiftShader takes its time. */
const trained = [
  ['/demos/auc?steps=3&methods=entropy.masked', ['cpu', 'webgl']],
  ...(isFull
    ? ([
        ['/demos/auc?steps=3', ['cpu', 'wasm', 'webgl', 'webgpu']],
        ['/demos/one-image?size=64&steps=3', ['cpu', 'wasm', 'webgl']],
        ['/demos/planner?size=32&images=1&draws=2', ['cpu', 'wasm', 'webgl', 'webgpu']],
      ] as const)
    : []),
] as const;

/** What the demos measure: numbers that no two backends round alike, but that all come near to. */
const measured = (result: Record<string, never>): number[] =>
  [result['trained'], result['noise'], result['plain'], result['treated']]
    .flat()
    .filter((part) => part !== undefined)
    .map(({ loss, value }: { loss?: number; value?: number }) => (loss ?? value)!);

it.each(trained)(
  '%s is trained by %o, to the same each time and nearly the same by all',
  async (link, backends) => {
    const page = await visit(link);
    let first: number[] | undefined;
    for (const backend of backends) {
      await page.selectOption('select[name=backend]', backend);
      const results: string[] = [];
      for (let run = 0; run < 2; run++) {
        await start(page);
        const [file] = await Promise.all([
          page.waitForEvent('download'),
          page.click('button[name=download]'),
        ]);
        const { settings, result } = JSON.parse(readFileSync((await file.path())!, 'utf8'));
        expect(settings.backend).toBe(backend);
        const values = measured(result);
        expect(values.length).toBeGreaterThan(1);
        // In JSON null is what is no finite number, and null - null is 0.
        expect(values.filter((value) => !Number.isFinite(value))).toEqual([]);
        first ??= values;
        for (const [i, value] of values.entries()) {
          expect(Math.abs(value - first[i]!)).toBeLessThanOrEqual(0.01 * Math.abs(first[i]!) + 1e-6);
        }
        results.push(JSON.stringify(result).replaceAll(/"milliseconds":[\d.]+/g, ''));
      }
      expect(results[0]).toBe(results[1]);
    }
    await page.close();
  },
);

// As many steps as an experiment has take a minute.
if (isFull)
  it('one image a class: both trainings come to the committed records to the last digit', async () => {
    const { scripts, binaries } = await loadedBy(
      '/demos/one-image?seed=210&against=both-0.95-0.8',
      'dark',
      async (page) => {
        await start(page);
        await holds(page);
        expect(await page.locator('td.verdict').allTextContents()).toEqual(
          Array(2).fill('equal to the last digit'),
        );
        const [plain, masked] = await page.locator('.demo tbody tr').allTextContents();
        expect(plain).toContain('0.7746453449060954');
        expect(masked).toContain('0.8852019506858977');
      },
    );
    expect(scripts).toBeLessThanOrEqual(600);
    expect(binaries).toHaveLength(1);
  });

describe('plots of the reference', () => {
  it('load little, no TensorFlow.js, and only when a visitor turns to them; they follow their controls', async () => {
    const page = await browser.newPage();
    const scripts: Promise<string>[] = [];
    page.on('response', (response) => {
      if (response.url().endsWith('.js')) scripts.push(response.text());
    });
    const weight = async () =>
      (await Promise.all(scripts)).reduce((sum, script) => sum + gzipSync(script).length, 0);
    await page.goto(`${address}reference/fields/matern`, { waitUntil: 'networkidle' });
    const before = await weight();
    const curves = () =>
      page.$$eval('.plot polyline', (lines) => lines.map((line) => line.getAttribute('points')!));
    const first = await curves();
    expect(first).toHaveLength(4);
    await page.hover('.plot input[name=length]');
    await expect
      .poll(() =>
        page.evaluate(() => Object.getOwnPropertySymbols(document.querySelector('.plot form')!).length),
      )
      .toBeGreaterThan(0);
    // What Vue takes over is what the server made.
    expect(await curves()).toEqual(first);
    await page.fill('.plot input[name=length]', '30');
    await page.waitForSelector('.plot canvas');
    const second = await curves();
    for (const i of first.keys()) expect(second[i]).not.toBe(first[i]);
    const loaded = (await weight()) - before;
    expect(loaded).toBeGreaterThan(5000);
    expect(loaded).toBeLessThan(40_000);
    for (const script of await Promise.all(scripts))
      expect(script).not.toMatch(/registerKernel|No backend found/);
    await page.close();
  });

  it('stand there, with words, where JavaScript is off', async () => {
    const page = await visit('/reference/random/normal', { javaScriptEnabled: false });
    expect(await page.locator('.plot noscript').textContent()).toContain('allow JavaScript');
    expect(await page.locator('.plot svg[role=img]').getAttribute('aria-label')).toContain(
      'histogram of 10000',
    );
    expect(await page.locator('.plot .told').textContent()).toMatch(/Mean .*variance/);
    await page.close();
  });

  it('scores are moved by keys, and by dragging', async () => {
    const page = await visit('/reference/losses/rocAuc', phone);
    await page.hover('.plot circle');
    const told = () => page.locator('.plot .told').textContent();
    const first = await told();
    const score = page.locator('.plot circle').first();
    await expect
      .poll(async () => {
        await score.focus();
        await page.keyboard.press('Home');
        return score.getAttribute('aria-valuenow');
      })
      .toBe('-3');
    expect(await told()).not.toBe(first);
    await page.keyboard.press('ArrowRight');
    expect(await score.getAttribute('aria-valuenow')).toBe('-2.9');
    await page.keyboard.press('ArrowDown');
    expect(await score.getAttribute('aria-valuenow')).toBe('-3');
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement?.getAttribute('aria-label'))).toBe(
      'Score of positive 2',
    );
    const { x, y, width, height } = (await score.boundingBox())!;
    await page.mouse.move(x + width / 2, y + height / 2);
    await page.mouse.down();
    await page.mouse.move(x + 150, y + height / 2, { steps: 3 });
    await page.mouse.up();
    expect(Number(await score.getAttribute('aria-valuenow'))).toBeGreaterThan(-1.5);
    expect(await overflow(page)).toBeLessThanOrEqual(0);
    await page.close();
  });
});

it('random fields: the file that is downloaded holds the field that Node draws, bit for bit', async () => {
  const link =
    '/demos/fields?model=exponential&length=4&seed=3&realization=2&size=64&boundary=padded&average=1';
  const page = await visit(link);
  await start(page);
  const [file] = await Promise.all([page.waitForEvent('download'), page.click('button[name=npy]')]);
  const { data, shape } = fromNpy(readFileSync((await file.path())!));
  const values = fromQuery(fields, new URL(page.url()).search);
  expect(shape).toEqual([64, 64]);
  expect(data).toEqual((await explore(values)).field);
  await page.close();
});

it('results: every arm is in the table, which its heads sort, also after a first try that failed', async () => {
  const page = await visit('/results/ablation');
  const still = '**/stills/ablation-arms.json';
  await page.route(still, (route) => route.fulfill({ status: 503 }));
  const show = page.getByRole('button', { name: 'Show every arm' });
  const alert = page.getByRole('alert');
  // Vue listens from then on.
  await page.waitForFunction(() => '__vue_app__' in document.querySelector('#app')!);
  await show.click();
  await alert.waitFor();
  // Said by the browser of the answer above.
  expect(errors.splice(0).filter((error) => !error.includes('503'))).toEqual([]);
  await page.unroute(still);
  const [answer] = await Promise.all([page.waitForResponse(still), show.click()]);
  const arms: { arm: string; n: number }[] = await answer.json();
  const table = page.getByRole('region', { name: 'Every arm' });
  const column = (i: number) => table.locator(`tbody td:nth-child(${i})`).allTextContents();
  await table.waitFor();
  expect(await alert.count()).toBe(0);
  const names = arms.map(({ arm }) => arm).sort((a, b) => a.localeCompare(b, 'en'));
  expect(await column(1)).toEqual(names);
  await table.getByRole('button', { name: 'arm' }).click();
  expect(await column(1)).toEqual(names.reverse());
  await table.getByRole('button', { name: 'n', exact: true }).click();
  expect((await column(3)).map(Number)).toEqual(arms.map(({ n }) => n).sort((a, b) => b - a));
  await page.close();
});
