// Checks what VitePress does not: that every #anchor of an internal link exists in the built page it points to, and
// that no include was left unresolved (VitePress skips a missing file silently).
import { readdirSync, readFileSync } from 'node:fs';
import { join, posix, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

const dist = fileURLToPath(new URL('../.vitepress/dist', import.meta.url));
const origin = 'http://site';
const base = process.env.DOCS_BASE ?? '/';

/** Pages by their path on the site (below its base), without `.html` and `index`. */
const pages = new Map(
  readdirSync(dist, { recursive: true })
    .filter((file) => file.endsWith('.html'))
    .map((file) => {
      const url = posix.join(base, relative('.', file).split(sep).join('/'));
      return [canonical(url), readFileSync(join(dist, file), 'utf8')];
    }),
);

function canonical(path) {
  return path.replace(/\.html$/, '').replace(/\/index$/, '/');
}

const problems = [];
let links = 0;
for (const [path, html] of pages) {
  if (!html.includes('<h1') && path !== `${base}404`)
    problems.push(`${path}: no heading, so its include found no file`);
  for (const [, href] of html.matchAll(/<a\b[^>]*?\bhref="([^"]*)"/g)) {
    const url = new URL(href.replaceAll('&amp;', '&'), origin + path);
    if (url.origin !== origin) continue;
    links++;
    const target = pages.get(canonical(decodeURI(url.pathname)));
    const id = decodeURIComponent(url.hash.slice(1));
    if (target === undefined) problems.push(`${path}: no page for ${href}`);
    else if (id && !target.includes(`id="${id}"`)) problems.push(`${path}: no anchor for ${href}`);
  }
}
if (problems.length > 0) {
  console.error(`check-links: internal links must lead somewhere, got\n${problems.join('\n')}`);
  process.exit(1);
}
console.log(`check-links: ${links} internal links on ${pages.size} pages lead somewhere`);
