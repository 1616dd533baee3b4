import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, it } from 'vitest';

const script = fileURLToPath(new URL('../scripts/check-links.mjs', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'backdropjs-links-'));

afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** What the check says of a site of two pages, the first of which holds the given HTML. */
function check(html: string, base = '/'): string {
  mkdirSync(join(folder, 'learn'), { recursive: true });
  writeFileSync(join(folder, 'index.html'), `<h1>One</h1>${html}`);
  writeFileSync(join(folder, 'learn/index.html'), '<h1 id="two">Two</h1>');
  writeFileSync(join(folder, 'icon.svg'), '<svg/>');
  const env = { ...process.env, DOCS_BASE: base };
  const { status, stdout, stderr } = spawnSync(process.execPath, [script, folder], { encoding: 'utf8', env });
  return status === 0 ? stdout : stderr;
}

it.each([
  [
    '/',
    '<a href="/learn/#two">two</a><img src="/icon.svg" alt="mark"><a href="https://example.org/x">out</a>',
  ],
  ['/sub/', '<a href="/sub/learn/">two</a><link rel="icon" href="/sub/icon.svg"><a href="learn/">two</a>'],
])('whole pages at %s pass', (base, html) => {
  expect(check(html, base)).toMatch(/^check-links: [123] internal links on 2 pages lead somewhere/);
});

it.each([
  ['a dead link', '/', '<a href="/nowhere">x</a>', 'nothing at /nowhere of <a>'],
  ['a dead anchor', '/', '<a href="/learn/#three">x</a>', 'no anchor for /learn/#three'],
  [
    'a link outside of the base, in raw HTML',
    '/sub/',
    '<a href="/learn/">x</a>',
    'nothing at /learn/ of <a>',
  ],
  [
    'an icon outside of the base',
    '/sub/',
    '<link rel="icon" href="/icon.svg">',
    'nothing at /icon.svg of <link>',
  ],
  ['a picture that is not there', '/', '<img src="/none.png" alt="">', 'nothing at /none.png of <img>'],
  ['a picture without a text', '/', '<img src="/icon.svg">', 'no alt in <img src="/icon.svg">'],
])('%s is caught', (_, base, html, problem) => {
  expect(check(html, base)).toContain(problem);
});

it('a page that does not name its address or its picture, and one that the site map lacks, are caught', () => {
  const origin = 'https://example.org';
  const head = (path: string, picture: string) =>
    `<link rel="canonical" href="${origin}${path}"><meta property="og:image" content="${origin}${picture}">`;
  const checkDeployed = (html: string, listed: string[]) => {
    writeFileSync(join(folder, 'sitemap.xml'), listed.map((path) => `<loc>${origin}${path}</loc>`).join());
    process.env['DOCS_ORIGIN'] = origin;
    try {
      return check(html);
    } finally {
      delete process.env['DOCS_ORIGIN'];
    }
  };
  // The second page of these sites has neither.
  const right = checkDeployed(head('/', '/icon.svg'), ['/', '/learn/']);
  expect(right).toContain('/learn/: no canonical link to itself');
  expect(right).toContain('/learn/: no picture for other sites');
  expect(right).not.toMatch(/^\/: |site map/m);
  const wrong = checkDeployed(head('/elsewhere', '/none.png'), ['/learn/']);
  for (const problem of ['no canonical link to itself', 'not in the site map', 'no picture for other sites'])
    expect(wrong).toContain(`/: ${problem}`);
});
