// What axe-core finds on a page of the site, with contrast measured once for each look.
import axe from 'axe-core';
import type { Page } from 'playwright';

/**
 * Marks elements that look like one before them, by themselves and in all that they stand in: names, classes, colors, type, and
 * whether they are to be seen.
 * Contrast, by far the longest of axe-core's rules, is measured on one of each, such as one comment of a program. It cannot be
 * where text is cut off or a single sign, so that such elements stand for their like only.
 */
function markRepeatedLooks(): void {
  const looks = new Map<Element, string>();
  const edges = new Map<Element, number>();
  const seen = new Map<string, string>();
  for (const element of document.querySelectorAll('*')) {
    const style = getComputedStyle(element);
    const { right } = element.getBoundingClientRect();
    const edge = edges.get(element.parentElement!) ?? Number.POSITIVE_INFINITY;
    edges.set(element, style.overflowX === 'visible' ? edge : Math.min(edge, right));
    const look = [
      looks.get(element.parentElement!),
      ...[element.tagName, element.getAttribute('class'), style.color, style.backgroundColor],
      ...[style.backgroundImage, style.fontSize, style.fontWeight, style.opacity, right > edge],
      element.childElementCount === 0 && element.textContent.trim().length < 2,
      element.checkVisibility({ opacityProperty: true, visibilityProperty: true }),
    ].join();
    element.toggleAttribute('data-repeated-look', seen.has(look));
    if (!seen.has(look)) seen.set(look, String(seen.size));
    looks.set(element, seen.get(look)!);
  }
}

/** What axe-core finds on a page, in words. It runs outside of the page's content security policy. */
export async function violations(page: Page): Promise<string[]> {
  await page.evaluate(markRepeatedLooks);
  const client = await page.context().newCDPSession(page);
  await client.send('Runtime.evaluate', { expression: axe.source });
  const { result } = await client.send('Runtime.evaluate', {
    expression: `
      axe.configure({ rules: [{ id: 'color-contrast', selector: ':not([data-repeated-look])' }] });
      axe.run({ resultTypes: ['violations'] }).then(({ violations }) => JSON.stringify(violations.flatMap(({ id, nodes }) =>
        nodes.map(({ html, failureSummary }) => id + ': ' + html + ' ' + failureSummary))))`,
    awaitPromise: true,
    returnByValue: true,
  });
  await client.detach();
  return JSON.parse(result.value as string) as string[];
}
