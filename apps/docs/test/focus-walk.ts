// Goes through a page by Tab, as somebody without a mouse does, and tells what cannot be reached or does not show where the focus is.
import type { ElementHandle, Page } from 'playwright';

interface Walk {
  /** What can be operated, and how it looks without the focus. */
  looks: Map<Element, string>;
  visited: Element[];
  unseen: Element[];
}

declare global {
  interface Window {
    backdropjsWalk: Walk;
  }
}

/** Notes what can be operated on a page, and from then on what the focus comes to. */
function begin(): void {
  const lookOf = (element: Element) => {
    const style = getComputedStyle(element);
    const outline = style.outlineStyle === 'none' ? 'none' : `${style.outlineWidth} ${style.outlineColor}`;
    return [outline, style.boxShadow, style.backgroundColor, style.borderColor, style.color].join();
  };
  const operated = [
    ...document.querySelectorAll('a[href], button, input, select, textarea, summary, [tabindex="0"]'),
  ].filter(
    (element) =>
      !(element as HTMLInputElement).disabled &&
      element.closest('[inert]') === null &&
      element.checkVisibility({ visibilityProperty: true }) &&
      // The link of a heading to itself, which those of the page's outline lead to as well; one of a group is reached by arrows.
      !element.matches('.header-anchor, input[type=radio]:not(:checked)'),
  );
  const walk: Walk = {
    looks: new Map(operated.map((element) => [element, lookOf(element)])),
    visited: [],
    unseen: [],
  };
  window.backdropjsWalk = walk;
  document.addEventListener('focusin', ({ target }) => {
    const element = target as Element;
    walk.visited.push(element);
    const look = walk.looks.get(element);
    if (look !== undefined && look === lookOf(element)) walk.unseen.push(element);
  });
}

/** Whether there is more to come: the focus is on something, and was not there before. */
function isOnNew(): boolean {
  const { visited } = window.backdropjsWalk;
  const { activeElement } = document;
  return (
    activeElement !== null &&
    activeElement !== document.body &&
    visited.indexOf(activeElement) === visited.length - 1
  );
}

/** What was found, in words. */
function found(): string[] {
  const { looks, visited, unseen } = window.backdropjsWalk;
  const told = (element: Element) => (element.cloneNode() as Element).outerHTML.slice(0, 150);
  const missed = [...looks.keys()].filter((element) => !visited.includes(element));
  return [
    ...(visited[0]?.classList.contains('VPSkipLink')
      ? []
      : [`first is ${visited[0] && told(visited[0])}, not the link that skips the navigation`]),
    ...missed.map((element) => `Tab does not come to ${told(element)}`),
    ...unseen.map((element) => `the focus is not seen on ${told(element)}`),
  ];
}

/** A name for elements that stand in the same place of such pages and look alike, such as all links of a side bar. */
const kindOf = (element: Element) => {
  const names: string[] = [];
  for (let at: Element | null = element; at !== null; at = at.parentElement) {
    names.push(
      `${at.tagName.toLowerCase()}${at.getAttribute('class') ? `.${at.getAttribute('class')}` : ''}`,
    );
  }
  return names.join(' ');
};

/** Whether a picture of an element and what is around it differs by the focus. */
async function looksDifferent(
  page: Page,
  element: ElementHandle<HTMLElement | SVGElement>,
): Promise<boolean> {
  const box = await element.boundingBox();
  if (box === null) return false;
  const { width, height } = page.viewportSize()!;
  const [left, top] = [Math.max(0, box.x - 6), Math.max(0, box.y - 6)];
  const clip = {
    x: left,
    y: top,
    width: Math.min(width - left, box.width + 12),
    height: Math.min(height - top, box.height + 12),
  };
  if (clip.width <= 0 || clip.height <= 0) return false;
  const focused = await page.screenshot({ clip });
  await element.evaluate((it) => it.blur());
  const blurred = await page.screenshot({ clip });
  await element.evaluate((it) => it.focus());
  return !focused.equals(blurred);
}

/**
 * What is wrong with the way of the focus through a page, in words. Of the kinds of elements that `isPictured` asks for, pictures with and
 * without the focus are compared too: an outline may be set and be cut off.
 */
export async function focusWalk(page: Page, isPictured?: (kind: string) => boolean): Promise<string[]> {
  await page.evaluate(begin);
  const problems: string[] = [];
  const count = await page.evaluate(() => window.backdropjsWalk.looks.size);
  // Areas that scroll get the focus too, so that there are more to come to than can be operated.
  for (let pressed = 0; pressed < 2 * count + 20; ) {
    for (const start = pressed; pressed < start + (isPictured ? 1 : 10); pressed++) {
      await page.keyboard.press('Tab');
    }
    if (!(await page.evaluate(isOnNew))) break;
    if (!isPictured) continue;
    const element = (await page.$(':focus'))!;
    const kind = await element.evaluate(kindOf);
    if (isPictured(kind) && !(await looksDifferent(page, element)))
      problems.push(`no picture shows the focus on ${kind}`);
  }
  return [...problems, ...(await page.evaluate(found))];
}
