// The built site in Chromium: under its own headers, and with what must not happen on a page collected.
import { readdirSync } from 'node:fs';
import type { Server } from 'node:http';
import { fileURLToPath } from 'node:url';
import { type Browser, chromium, type Page } from 'playwright';
import { chromiumArguments, chromiumPath } from '../../../tools/testing/browser';
import { serveSite } from './static-server';

const dist = fileURLToPath(new URL('../.vitepress/dist', import.meta.url));

/** The paths of all pages of the site, below its base. */
export const allPages = readdirSync(dist, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.html') && file !== 'report.html')
  .map((file) => file.replace(/(^|\/)index\.html$/, '$1').replace(/\.html$/, ''))
  .sort();

type Options = NonNullable<Parameters<Browser['newContext']>[0]>;

/** A way to look at a page. */
export interface Look extends Options {
  name: string;
  viewport: { width: number; height: number };
  colorScheme: 'light' | 'dark';
}

interface Shift {
  value: number;
  moved: string;
}

declare global {
  interface Window {
    backdropjsShifts: Shift[];
  }
}

/** Notes what moves by itself on a page, from its first moment. */
function observeShifts(): void {
  interface Entry extends PerformanceEntry {
    value: number;
    hadRecentInput: boolean;
    sources: { node?: Element; previousRect: DOMRectReadOnly; currentRect: DOMRectReadOnly }[];
  }
  window.backdropjsShifts = [];
  new PerformanceObserver((list) => {
    for (const { value, hadRecentInput, sources } of list.getEntries() as Entry[]) {
      if (hadRecentInput) continue;
      const moved = sources.map(({ node, previousRect: { y }, currentRect }) => {
        const text = (node?.textContent ?? '').trim().slice(0, 20);
        return `${node?.nodeName} "${text}" from ${y} to ${currentRect.y}`;
      });
      window.backdropjsShifts.push({ value, moved: moved.join(', ') });
    }
  }).observe({ type: 'layout-shift', buffered: true });
}

/** Whether Vue has taken the page over, and all pictures and fonts are there. */
async function isWhole(): Promise<boolean> {
  const isMounted = '__vue_app__' in document.querySelector('#app')!;
  if (!isMounted) return false;
  await document.fonts.ready;
  return [...document.images].every(({ complete }) => complete);
}

export class OpenSite {
  readonly browser: Browser;
  readonly #server: Server;
  readonly address: string;
  /** By how pages are looked at: a tab for all of them, whose process starts once and keeps what was loaded. */
  readonly #tabs = new Map<string, Promise<Page>>();

  private constructor(browser: Browser, server: Server, address: string) {
    this.browser = browser;
    this.#server = server;
    this.address = address;
  }

  static async start(): Promise<OpenSite> {
    const { server, address } = await serveSite(dist);
    return new OpenSite(
      await chromium.launch({ executablePath: chromiumPath(), args: chromiumArguments }),
      server,
      address,
    );
  }

  async close(): Promise<void> {
    await this.browser.close();
    this.#server.close();
  }

  /** A tab that nothing was loaded in. */
  newPage(options: Options = {}): Promise<Page> {
    return this.browser.newPage(options);
  }

  #tab(options: Options): Promise<Page> {
    const name = JSON.stringify(options);
    const start = async () => {
      const page = await this.newPage(options);
      await page.addInitScript(observeShifts);
      return page;
    };
    if (!this.#tabs.has(name)) this.#tabs.set(name, start());
    return this.#tabs.get(name)!;
  }

  /** Opens a page, and collects what must not happen on it: messages, requests elsewhere. */
  async open(path: string, options: Options = {}): Promise<{ page: Page; problems: string[] }> {
    const page = await this.#tab(options);
    await page.goto('about:blank'); // so that nothing of the page before is taken for this one's
    page.removeAllListeners();
    const problems: string[] = [];
    page.on('pageerror', (error) => problems.push(error.message));
    page.on('console', (message) => {
      const isExpected = path === '404' && message.text().includes('404');
      if (['error', 'warning'].includes(message.type()) && !isExpected) problems.push(message.text());
    });
    page.on('request', (request) => {
      if (!/^(data|blob):/.test(request.url()) && !request.url().startsWith(this.address)) {
        problems.push(`request outside of the site: ${request.url()}`);
      }
    });
    await page.goto(`${this.address}${path}`);
    if (options.javaScriptEnabled !== false) await page.waitForFunction(isWhole);
    return { page, problems };
  }
}

/** What has moved by itself on a page since it was opened, if together it moved more than a reader stands. */
export async function layoutShifts(page: Page): Promise<Shift[]> {
  const shifts = await page.evaluate(() => window.backdropjsShifts);
  return shifts.reduce((sum, { value }) => sum + value, 0) > 0.05 ? shifts : [];
}

/** By how many pixels a page is wider than its window. */
export const overflow = (page: Page) =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
