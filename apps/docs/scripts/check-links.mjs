// Checks of the built pages what VitePress does not: that every internal link and #anchor leads somewhere, that pictures, scripts
// and styles are there, all below the site's base, that pictures have a text, and that no include was left unresolved (VitePress
// skips a missing file silently). Of a site that knows its origin: that pages name their own address and a picture that is there, and
// that the site map has all of them. A folder as argument takes the place of the built site.
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join, posix } from 'node:path';
import { fileURLToPath } from 'node:url';

const dist = process.argv[2] ?? fileURLToPath(new URL('../.vitepress/dist', import.meta.url));
const origin = 'http://site';
const base = process.env.DOCS_BASE ?? '/';
const deployed = process.env.DOCS_ORIGIN;

/** Pages by their path on the site (below its base), without `.html` and `index`. */
const pages = new Map(
  readdirSync(dist, { recursive: true })
    .filter((file) => file.endsWith('.html'))
    .map((file) => [canonical(posix.join(base, file)), readFileSync(join(dist, file), 'utf8')]),
);

function canonical(path) {
  return path.replace(/\.html$/, '').replace(/\/index$/, '/');
}

/** Whether a path on the site is a file of it. */
function isFile(path) {
  const file = join(dist, decodeURI(path.slice(base.length)));
  return path.startsWith(base) && existsSync(file) && statSync(file).isFile();
}

const problems = [];
let links = 0;
for (const [path, html] of pages) {
  // The report is made elsewhere, as one page without links.
  if (path === `${base}report`) continue;
  if (!html.includes('<h1') && path !== `${base}404`)
    problems.push(`${path}: no heading, so its include found no file`);
  for (const [tag] of html.matchAll(/<img\b[^>]*>/g)) {
    if (!/\salt(?=[=\s>])/.test(tag)) problems.push(`${path}: no alt in ${tag.slice(0, 99)}`);
  }
  for (const [, tag, value] of html.matchAll(
    /<(a|area|img|script|link|source)\b[^>]*?\b(?:href|src)="([^"]*)"/g,
  )) {
    const url = new URL(value.replaceAll('&amp;', '&'), origin + path);
    if (url.origin !== origin || url.protocol === 'data:') continue;
    links++;
    const target = pages.get(canonical(decodeURI(url.pathname)));
    const id = decodeURIComponent(url.hash.slice(1));
    if (isFile(url.pathname) && !target) continue;
    if (!tag.startsWith('a') || target === undefined)
      problems.push(`${path}: nothing at ${value} of <${tag}>`);
    else if (id && !target.includes(`id="${id}"`)) problems.push(`${path}: no anchor for ${value}`);
  }
}
if (deployed !== undefined) {
  const map = readFileSync(join(dist, 'sitemap.xml'), 'utf8');
  for (const [path, html] of pages) {
    if (path === `${base}404` || path === `${base}report`) continue;
    const address = deployed + path;
    if (!html.includes(`<link rel="canonical" href="${address}">`))
      problems.push(`${path}: no canonical link to itself`);
    if (!map.includes(`<loc>${address}</loc>`)) problems.push(`${path}: not in the site map`);
    const [, picture] = /<meta property="og:image" content="([^"]*)">/.exec(html) ?? [];
    if (!picture?.startsWith(deployed + base) || !isFile(picture.slice(deployed.length)))
      problems.push(`${path}: no picture for other sites, got ${picture}`);
  }
}
if (problems.length > 0) {
  console.error(`check-links: pages must be whole, got\n${problems.join('\n')}`);
  process.exit(1);
}
console.log(`check-links: ${links} internal links on ${pages.size} pages lead somewhere`);
