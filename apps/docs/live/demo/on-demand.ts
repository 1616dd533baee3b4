import { type Component, defineAsyncComponent } from 'vue';

/** What shows that a visitor turns to a demo. */
const turns = ['pointerover', 'pointerdown', 'focusin', 'keydown', 'click'];

/** What shows that there is a visitor. */
const signs = [...turns, 'pointermove', 'wheel', 'scroll'];

/**
 * A demo whose script is loaded when a visitor turns to it: until then its still stands there as the server made it. Where the link holds
 * values, the first sign of a visitor is enough, as the still is not what they came for.
 */
export function onDemand(load: () => Promise<{ default: Component }>): Component {
  return defineAsyncComponent(async () => {
    const isStill = typeof document !== 'undefined' && document.querySelector('.demo') !== null;
    if (!isStill) return load();
    const release = keepPresses();
    if (location.search === '') await first(turns, isInDemo);
    else {
      fillIn(new URLSearchParams(location.search));
      await first(signs, () => true);
    }
    const component = await load();
    // What was pressed in between works once Vue has taken the demo over.
    setTimeout(() => release()?.click());
    return component;
  });
}

const isInDemo = ({ target }: Event) => target instanceof Element && target.closest('.demo') !== null;

/** Shows the values of a link in the controls of a still. */
function fillIn(values: URLSearchParams): void {
  for (const [name, value] of values) {
    const control = document.querySelector(`.demo form [name="${CSS.escape(name)}"]`);
    if (control instanceof HTMLInputElement || control instanceof HTMLSelectElement) control.value = value;
  }
}

/** Resolves at the first of some events that passes. */
function first(names: readonly string[], passes: (event: Event) => boolean): Promise<void> {
  return new Promise((resolve) => {
    const hear = (event: Event) => {
      if (!passes(event)) return;
      for (const name of names) removeEventListener(name, hear, { capture: true });
      resolve();
    };
    for (const name of names) addEventListener(name, hear, { capture: true });
  });
}

/** Holds presses in a demo back, until they are released: that tells what was pressed last. */
function keepPresses(): () => HTMLElement | undefined {
  let pressed: HTMLElement | undefined;
  const keep = (event: Event) => {
    if (!isInDemo(event)) return;
    event.preventDefault();
    event.stopPropagation();
    if (event.target instanceof HTMLElement) pressed = event.target;
  };
  addEventListener('click', keep, { capture: true });
  return () => {
    removeEventListener('click', keep, { capture: true });
    return pressed;
  };
}
