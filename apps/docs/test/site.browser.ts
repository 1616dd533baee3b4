import { join } from 'node:path';
import type { Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { violations } from './axe';
import { focusWalk } from './focus-walk';
import { allPages, type Look, layoutShifts, OpenSite, overflow } from './open-site';

/** Pages of the reference, of results, recipes and of contributing, which are made alike: some of each kind stand for all, but for `BACKDROPJS_DOCS_PAGES=all`. */
const madeAlike = /^(reference|results|recipes|contribute)\//;
const samples =
  /^(recipes|contribute)\/($|auc-in-fit$|segmentation$|from-pytorch$)|^results\/($|reproduce$|two-scale$|auc-cifar10$)|^reference\/($|errors$|losses\/$|operator\/types$|(losses\/(pairwiseAucLoss|rocAuc|LossInputError)|operator\/(backdrop|insertBackdrop|Backdrop-class)|fields\/matern|random\/normal)$)/;
const pages = allPages.filter(
  (page) => process.env['BACKDROPJS_DOCS_PAGES'] === 'all' || !madeAlike.test(page) || samples.test(page),
);

/** Where to leave pictures of all that is opened, if anywhere. */
const screenshots = process.env['BACKDROPJS_SCREENSHOTS'];

const isFull = process.env['BACKDROPJS_LOOKS'] === 'all';
const sizes = [
  { width: 1440, height: 900 },
  { width: 768, height: 1024 },
  { width: 390, height: 844 },
];
const colors = ['light', 'dark'] as const;
const looks: Look[] = colors.flatMap((colorScheme) =>
  sizes.map((viewport) => ({ name: `${viewport.width} px, ${colorScheme}`, viewport, colorScheme })),
);
/** Pages of the reference that others stand for. */
const isLikeOthers = (path: string) => path.startsWith('reference/') && !samples.test(path);
/** Pages take turns in how they are loaded; those with pictures and buttons are in two ways, and in full all but the reference in every way. */
const looksOf = (path: string) => {
  if (isFull && !isLikeOthers(path)) return looks;
  const turn = pages.indexOf(path);
  // The other one has another size and the other colors.
  const turns = /^(|demos\/.*|results\/)$/.test(path) ? [turn, turn + 4] : [turn];
  return turns.map((number) => looks[number % looks.length]!);
};

/** Where the focus goes: one page of each kind, which differ in their bars and in what can be operated. */
const walked =
  /^(|404|learn\/backdrop|demos\/.*|reference\/|reference\/losses\/pairwiseAucLoss|results\/|results\/two-scale)$/;
/** Of elements that stand and look alike, one is pictured. */
const pictured = new Set<string>();
const isNewKind = (kind: string) => !pictured.has(kind) && pictured.add(kind) !== undefined;

let site: OpenSite;
beforeAll(async () => {
  site = await OpenSite.start();
});
afterAll(() => site?.close());

/** What is wrong with a page as it is laid out. */
async function laidOut(page: Page): Promise<string[]> {
  const [wide, headings, mains] = await Promise.all([
    overflow(page),
    page.locator('h1').count(),
    page.locator('main, [role=main]').count(),
  ]);
  return [
    ...(wide > 0 ? [`${wide} px wider than its window`] : []),
    ...(headings === 1 ? [] : [`${headings} h1`]),
    ...(mains === 1 ? [] : [`${mains} main`]),
  ];
}

describe.each(pages)('page /%s', (path) => {
  it.each(looksOf(path))('$name: nothing is wrong', async (look) => {
    const { name: _, ...options } = look;
    const { page, problems } = await site.open(path, { ...options, reducedMotion: 'reduce' });
    expect(await laidOut(page)).toEqual([]);
    expect(await violations(page)).toEqual([]);
    expect(await layoutShifts(page)).toEqual([]);
    if (screenshots && !isLikeOthers(path))
      await page.screenshot({ path: join(screenshots, path || 'home', `${look.name}.png`), fullPage: true });
    if (isFull || (walked.test(path) && look === looksOf(path)[0])) {
      const isPictured = isFull || path === '' ? isNewKind : undefined;
      expect(await focusWalk(page, isPictured)).toEqual([]);
    }
    // Where it is not loaded in all of them: the other sizes, and in full the other colors.
    if (looksOf(path) !== looks) {
      for (const size of sizes) {
        await page.setViewportSize(size);
        expect(await laidOut(page)).toEqual([]);
      }
      if (isFull) {
        await page.emulateMedia({ colorScheme: colors.find((color) => color !== look.colorScheme)! });
        expect(await violations(page)).toEqual([]);
        await page.emulateMedia({ colorScheme: look.colorScheme });
      }
      await page.setViewportSize(look.viewport);
    }
    expect(problems).toEqual([]);
  });
});

describe('a planted fault is found:', () => {
  const desktop = { viewport: sizes[0]! };

  it('a contrast of 4.4 to 1, also where the first of its look is hidden', async () => {
    const { page } = await site.open('learn/start-node', desktop);
    await page.evaluate(() => {
      const planted = ['hidden', 'visible'].map((visibility) => {
        const pale = document.createElement('p');
        pale.textContent = 'A planted sentence.';
        Object.assign(pale.style, { visibility, color: '#787878', backgroundColor: '#fff' });
        return pale;
      });
      document.querySelector('h1')!.after(...planted);
    });
    expect((await violations(page)).join()).toMatch(
      /^color-contrast: <p style="visibility: visible;.*A planted sentence.*contrast of 4\.4/s,
    );
  });

  it('what comes late and moves the text, and what is too wide', async () => {
    const { page } = await site.open('learn/start-node', desktop);
    expect(await layoutShifts(page)).toEqual([]);
    await page.evaluate(() => {
      const late = document.createElement('div');
      Object.assign(late.style, { width: '2000px', height: '400px' });
      document.querySelector('h1')!.before(late);
    });
    await expect.poll(() => layoutShifts(page)).not.toEqual([]);
    expect(await laidOut(page)).toEqual([expect.stringMatching(/^\d+ px wider than its window$/)]);
  });

  it('a warning, and a request elsewhere', async () => {
    const { page, problems } = await site.open('learn/start-node', desktop);
    await page.evaluate(() => {
      console.warn('planted');
      document.body.append(Object.assign(new Image(), { src: 'http://127.0.0.1:9/x.png' }));
    });
    await expect.poll(() => problems.join()).toMatch(/planted.*violates.*Content Security Policy/s);
  });

  it.each([
    [
      'a button whose focus is not seen',
      '<button class="planted" style="outline: none !important">x</button>',
      /^the focus is not seen on <button class="planted"/m,
    ],
    [
      'an outline that is cut off',
      '<div style="overflow: hidden; width: 80px"><a class="planted" href="#x" style="display: block">x</a></div>',
      /^no picture shows the focus on a\.planted/m,
    ],
    [
      'a button that Tab does not reach',
      '<button tabindex="-1" class="planted">x</button>',
      /^Tab does not come to <button tabindex="-1" class="planted"/,
    ],
    ['a trap', '<button class="planted trap">x</button>', /^Tab does not come to <a /m],
  ])('%s', async (_, html, problem) => {
    const { page } = await site.open('404', desktop);
    await page.evaluate((planted) => {
      document.querySelector('h1')!.insertAdjacentHTML('afterend', planted);
      // An attribute would run nothing, by the policy.
      document.querySelector('.trap')?.addEventListener('keydown', (event) => event.preventDefault());
    }, html);
    expect((await focusWalk(page, (kind) => kind.includes('planted'))).join('\n')).toMatch(problem);
  });
});

it('without JavaScript, all text is there to be read', async () => {
  const text = async (page: Page) => {
    const [shown] = await page.locator('main, [role=main]').allInnerTexts();
    return shown!.replaceAll(/\s+/g, ' ');
  };
  for (const path of [
    '',
    'learn/backdrop',
    'reference/losses/pairwiseAucLoss',
    'results/',
    'troubleshooting',
  ]) {
    const { page } = await site.open(path, { viewport: sizes[0]! });
    const { page: plain } = await site.open(path, { viewport: sizes[0]!, javaScriptEnabled: false });
    // A plot says besides that it stands still.
    const still = 'These are the first values; to change them, allow JavaScript. ';
    expect((await text(plain)).replace(still, ''), path).toContain((await text(page)).slice(0, 3000));
  }
});

it('search, theme and menu work under the policy', async () => {
  const { page, problems } = await site.open('learn/start-node', { viewport: sizes[2]! });
  await page.click('.VPNavBarSearch button');
  await page.fill('.VPLocalSearchBox input', 'receptive');
  await page.waitForSelector('.VPLocalSearchBox .result');
  await page.keyboard.press('Escape');
  await page.click('.VPNavBarHamburger');
  await page.click('.VPNavScreen .VPSwitchAppearance');
  expect(await page.evaluate(() => document.documentElement.classList.contains('dark'))).toBe(true);
  expect(problems).toEqual([]);
});

it('nobody loads another page before opening it', async () => {
  const page = await site.newPage();
  const loaded: string[] = [];
  page.on('request', (request) => loaded.push(request.url()));
  await page.goto(site.address, { waitUntil: 'networkidle' });
  expect(loaded.filter((url) => /(results|demos|packages|reference)_/.test(url))).toEqual([]);
  await page.close();
});
