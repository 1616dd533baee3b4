// Checks of the built pages how much of them is loaded at first, compressed: scripts, and everything together. Scripts that a page imports
// when something is pressed or searched for do not count. And of the results, whose tables were once most of the site, how many elements
// they have. A folder as argument takes the place of the built site.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';

const dist = process.argv[2] ?? fileURLToPath(new URL('../.vitepress/dist', import.meta.url));
const base = process.env.DOCS_BASE ?? '/';
/** In kB, gzip. */
const most = { scripts: 70, all: 350 };
const mostElements = 1500;

/** Files by their address, compressed as a host would; pictures and fonts are compressed already. */
const weights = new Map();
function weigh(file) {
  if (!weights.has(file)) {
    const content = readFileSync(join(dist, file));
    weights.set(file, /\.(png|woff2|jpg)$/.test(file) ? content.length : gzipSync(content).length);
  }
  return weights.get(file) / 1000;
}

/** What a page loads: its own scripts with what these import at once, styles, fonts and pictures. */
function loadedBy(html) {
  const addresses = [...html.matchAll(/<(?:script|link|img)\b[^>]*?\b(?:src|href)="([^"]*)"[^>]*>/g)]
    .filter(([tag]) => !/rel="(canonical|alternate|sitemap|search)"/.test(tag))
    .map(([, address]) => address.split(/[?#]/)[0])
    .filter((address) => address.startsWith(base))
    .map((address) => decodeURI(address.slice(base.length)));
  const files = new Set(addresses);
  for (const file of files) {
    if (!file.endsWith('.js')) continue;
    const source = readFileSync(join(dist, file), 'utf8');
    for (const [, relative] of source.matchAll(/(?:\bfrom|\bimport)\s*"(\.{1,2}\/[^"]+\.js)"/g)) {
      files.add(join(file, '..', relative));
    }
  }
  return [...files];
}

const sum = (numbers) => numbers.reduce((total, number) => total + number, 0);
const pages = readdirSync(dist, { recursive: true })
  .filter((file) => file.endsWith('.html') && !file.endsWith('report.html'))
  .map((page) => {
    const html = readFileSync(join(dist, page), 'utf8');
    const files = loadedBy(html);
    const scripts = sum(files.filter((file) => file.endsWith('.js')).map(weigh));
    const elements = page.startsWith('results/')
      ? html
          .split('<body')
          .at(-1)
          .match(/<[a-z]/g).length
      : 0;
    return { page, scripts, all: sum(files.map(weigh)) + weigh(page), elements };
  });
const heaviest = (kind) => pages.reduce((a, b) => (a[kind] > b[kind] ? a : b));
const problems = pages.flatMap((found) => [
  ...Object.keys(most)
    .filter((kind) => found[kind] > most[kind])
    .map((kind) => `${found.page}: ${found[kind].toFixed(1)} kB of ${kind}`),
  ...(found.elements > mostElements ? [`${found.page}: ${found.elements} elements`] : []),
]);
if (problems.length > 0) {
  const limits = `${most.scripts} kB of scripts and ${most.all} kB in all, results have ${mostElements} elements`;
  console.error(`check-weight: pages must load at most ${limits}, got\n${problems.join('\n')}`);
  process.exit(1);
}
const told = Object.keys(most).map(
  (kind) => `${heaviest(kind)[kind].toFixed(1)} kB of ${kind} (${heaviest(kind).page})`,
);
console.log(`check-weight: ${pages.length} pages load at most ${told.join(' and ')}`);
