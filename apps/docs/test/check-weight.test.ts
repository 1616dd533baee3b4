import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, it } from 'vitest';

const script = fileURLToPath(new URL('../scripts/check-weight.mjs', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'backdropjs-weight-'));

afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** So many kB that do not compress. */
const noise = (kilobytes: number) => randomBytes(1000 * kilobytes).toString('hex');

/** What the check says of a page with the given HTML. */
function check(html: string, page = 'index.html'): string {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(join(folder, 'results'), { recursive: true });
  writeFileSync(join(folder, page), html);
  writeFileSync(join(folder, 'a.js'), `import "./b.js"; const later = () => import("./c.js");`);
  writeFileSync(join(folder, 'b.js'), `"${noise(50)}"`);
  writeFileSync(join(folder, 'c.js'), `"${noise(200)}"`);
  writeFileSync(join(folder, 'photo.png'), randomBytes(300_000));
  const { status, stdout, stderr } = spawnSync(process.execPath, [script, folder], { encoding: 'utf8' });
  return status === 0 ? stdout : stderr;
}

it('scripts that are imported at once count, those of a press do not', () => {
  expect(check('<script type="module" src="/a.js"></script>')).toMatch(
    /^check-weight: 1 pages load at most (4|5|6)\d\.\d kB of scripts \(index\.html\)/,
  );
});

it.each([
  [
    'a script of 200 kB',
    '<script type="module" src="/c.js"></script>',
    /index\.html: 2\d\d\.\d kB of scripts/,
  ],
  [
    'a page that loads it in advance',
    '<link rel="modulepreload" href="/c.js">',
    /index\.html: .* of scripts/,
  ],
  [
    'a photo beside scripts',
    '<script src="/a.js"></script><img src="/photo.png" alt="">',
    /index\.html: 3\d\d\.\d kB of all/,
  ],
])('%s is caught', (_, html, problem) => {
  expect(check(html)).toMatch(problem);
});

it('a page of results with too many elements is caught, another is not', () => {
  const html = `<body>${'<td>'.repeat(1501)}`;
  expect(check(html, 'results/two-scale.html')).toMatch(/results\/two-scale\.html: 1501 elements/);
  expect(check(html)).toMatch(/^check-weight: 1 pages load/);
});
