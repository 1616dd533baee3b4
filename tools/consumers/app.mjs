// What consumers in a browser have in common: an app's files, and a page that is opened.
import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { serveFolder } from './browser.mjs';
import { entry, keep } from './folders.mjs';

export const page = (script) =>
  `<!doctype html><meta charset="utf-8"><link rel="icon" href="data:,"><script type="module" src="./${script}"></script>\n`;

/** Writes an app into a folder of its own inside of the project, whose packages it finds; returns that folder. */
export function app(folder, name, programs, html = page('main.mjs')) {
  const root = join(folder, name);
  mkdirSync(join(root, 'public/tfjs'), { recursive: true });
  cpSync(join(folder, 'programs'), join(root, 'programs'), { recursive: true });
  const wasm = join(folder, 'node_modules/@tensorflow/tfjs-backend-wasm/dist');
  for (const kind of ['', '-simd', '-threaded-simd'])
    cpSync(
      join(wasm, `tfjs-backend-wasm${kind}.wasm`),
      join(root, `public/tfjs/tfjs-backend-wasm${kind}.wasm`),
    );
  writeFileSync(join(root, 'index.html'), html);
  writeFileSync(join(root, 'paths.mjs'), "globalThis.wasmPaths = new URL('/tfjs/', location.href).href;\n");
  writeFileSync(join(root, 'main.mjs'), `import './paths.mjs';\n${entry(programs, keep)}`);
  return root;
}

/** Opens a page of a folder. */
export async function openFolder(root, browser, headers = {}, file = '') {
  const { url, stop } = await serveFolder(root, headers);
  try {
    const { result, stderr } = await browser.open(url + file);
    return { results: result, stderr };
  } finally {
    stop();
  }
}
