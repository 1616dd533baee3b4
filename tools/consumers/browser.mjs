import { createReadStream, existsSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join, normalize } from 'node:path';
import { chromium } from 'playwright';

const types = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.mjs': 'text/javascript',
  '.wasm': 'application/wasm',
  '.json': 'application/json',
};

/**
 * Serves a folder on the loopback address.
 *
 * @param {string} folder @param {Record<string, string>} [headers] - of every answer
 * @param {string} [otherwise] - the file that answers every address which is none, as servers of one-page applications do
 * @returns {Promise<{ url: string, stop: () => void }>}
 */
export function serveFolder(folder, headers = {}, otherwise = undefined) {
  const server = createServer((request, response) => {
    const path = join(
      folder,
      normalize(decodeURIComponent(new URL(request.url, 'http://localhost').pathname)),
    );
    const found = existsSync(path) && statSync(path).isDirectory() ? join(path, 'index.html') : path;
    const file = existsSync(found) || !otherwise ? found : join(folder, otherwise);
    if (!existsSync(file)) return response.writeHead(404).end();
    response.writeHead(200, {
      'content-type': types[extname(file)] ?? 'application/octet-stream',
      ...headers,
    });
    createReadStream(file).pipe(response);
  });
  return new Promise((resolve) =>
    server.listen(0, '127.0.0.1', () =>
      resolve({
        url: `http://127.0.0.1:${server.address().port}/`,
        stop: () => void server.close(server.closeAllConnections()),
      }),
    ),
  );
}

/** One Chromium for all pages. */
export class Browser {
  /** Opens a page and waits for its result, by default what it leaves in a global variable. */
  async open(url, { seconds = 120, result = 'globalThis.result' } = {}) {
    this.launched ??= chromium.launch({
      executablePath: process.env.CHROMIUM_PATH || '/usr/bin/chromium',
      args: [
        '--no-sandbox',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    });
    const page = await (await this.launched).newPage();
    const said = [];
    page.on(
      'console',
      (message) => ['error', 'warning'].includes(message.type()) && said.push(message.text()),
    );
    page.on('pageerror', (error) => said.push(String(error)));
    page.on('requestfailed', (request) => said.push(`${request.url()} failed`));
    try {
      await page.goto(url);
      // Not waitForFunction, which evaluates a text inside of the page, whose policy may forbid it.
      for (const end = Date.now() + seconds * 1000; ; ) {
        if (await page.evaluate(`${result} !== undefined`)) break;
        if (Date.now() > end) throw new Error(`not within ${seconds} s`);
        await page.waitForTimeout(200);
      }
      return { result: await page.evaluate(result), stderr: said.join('\n') };
    } catch (error) {
      throw new Error(`${url} gave no result: ${error.message}\n${said.join('\n')}`);
    } finally {
      await page.close();
    }
  }

  async close() {
    await (await this.launched)?.close();
  }
}
