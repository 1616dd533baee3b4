// How long the page itself is busy at once while a demo computes: what scrolls and what is pressed waits for that. Only in full runs, apart
// from other tests: vitest.browser.config.ts leaves it out otherwise.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { OpenSite } from './open-site';

let site: OpenSite;
beforeAll(async () => {
  site = await OpenSite.start();
});
afterAll(() => site?.close());

interface TraceEvent {
  name: string;
  pid: number;
  tid: number;
  /** Microseconds that it took, and that the thread worked in them: the others it waited for a core. */
  dur?: number;
  tdur?: number;
  args: { name?: string };
}

/** The milliseconds that the longest task of a page's main thread worked. */
function longestTask(events: readonly TraceEvent[]): number {
  const mains = events.filter(({ name, args }) => name === 'thread_name' && args.name === 'CrRendererMain');
  const tasks = events.filter(
    ({ name, pid, tid }) => name === 'RunTask' && mains.some((main) => main.pid === pid && main.tid === tid),
  );
  expect(tasks.length).toBeGreaterThan(10);
  return Math.max(...tasks.map(({ tdur, dur }) => tdur ?? dur ?? 0)) / 1000;
}

/** Does something with a page of its own, and tells its longest task. */
async function watched(
  path: string,
  use: (page: Awaited<ReturnType<OpenSite['newPage']>>) => Promise<unknown>,
) {
  const page = await site.newPage();
  await page.goto(`${site.address}${path}`, { waitUntil: 'networkidle' });
  await site.browser.startTracing(page, { categories: ['disabled-by-default-devtools.timeline'] });
  await use(page);
  const trace = await site.browser.stopTracing();
  await page.close();
  return longestTask(JSON.parse(trace.toString()).traceEvents);
}

it.each(['demos/footprint', 'demos/auc', 'demos/one-image?steps=30', 'demos/fields', 'demos/planner'])(
  'no task of /%s is long, in the median of three runs',
  async (path) => {
    const longest: number[] = [];
    for (let run = 0; run < 3; run++) {
      longest.push(
        await watched(path, async (page) => {
          await page.click('.demo button.first');
          await page.waitForSelector('.demo[data-status=done]', { timeout: 120_000 });
        }),
      );
    }
    const median = longest.sort((a, b) => a - b)[1]!;
    console.log(
      `/${path}: the longest task of the page worked ${longest.map((ms) => ms.toFixed(0)).join(', ')} ms`,
    );
    expect(median).toBeLessThanOrEqual(200);
  },
);

it('a long task is found', async () => {
  const longest = await watched('demos/footprint', (page) =>
    page.evaluate(() => {
      // So much work, not so much time, most of which others may have: at least .25 s on any machine.
      let sum = 0;
      for (let i = 0; i < 3e8; i++) sum += Math.sqrt(i);
      return new Promise((resolve) => setTimeout(() => resolve(sum), 100));
    }),
  );
  expect(longest).toBeGreaterThan(200);
});
