// Serves the built site as a static host would: below its base, with the headers that the build wrote.
import { existsSync, readFileSync, statSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join } from 'node:path';

const types: Record<string, string> = {
  '.css': 'text/css',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.wasm': 'application/wasm',
  '.woff2': 'font/woff2',
};

/** The first of a folder's files that a path stands for, as clean addresses have no `.html`. */
function find(folder: string, path: string): string | undefined {
  const names = path.endsWith('/') ? [`${path}index.html`] : [path, `${path}.html`];
  return names
    .map((name) => join(folder, name))
    .find((file) => statSync(file, { throwIfNoEntry: false })?.isFile());
}

/** Starts the server on a free port of this machine and returns it with its address. */
export async function serveSite(folder: string): Promise<{ server: Server; address: string }> {
  if (!existsSync(join(folder, '_headers')))
    throw new Error(`serveSite: ${folder} must hold the built site, got no _headers; run turbo run build`);
  const [pattern, ...lines] = readFileSync(join(folder, '_headers'), 'utf8').trimEnd().split('\n');
  const base = pattern!.slice(0, -1);
  const headers = lines.map((line) => {
    const at = line.indexOf(':');
    return [line.slice(0, at).trim(), line.slice(at + 1).trim()] as const;
  });
  const server = createServer((request, response) => {
    const path = decodeURI(new URL(request.url!, 'http://site').pathname);
    const file = path.startsWith(base) ? find(folder, path.slice(base.length - 1)) : undefined;
    // The report is a page of its own, with a script inside of it.
    if (!file?.endsWith('report.html')) for (const [name, value] of headers) response.setHeader(name, value);
    const served = file ?? join(folder, '404.html');
    response.writeHead(file ? 200 : 404, { 'content-type': types[extname(served)] ?? 'text/plain' });
    response.end(readFileSync(served));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { server, address: `http://127.0.0.1:${(server.address() as AddressInfo).port}${base}` };
}
