import { type Component, defineAsyncComponent } from 'vue';

/** What shows that a visitor turns to a demo. */
const turns = ['pointerover', 'pointerdown', 'focusin', 'keydown'];

/**
 * A demo whose script is loaded when a visitor turns to it: until then its still stands there as the server made it. A link that holds
 * values of its own is read at once.
 */
export function onDemand(load: () => Promise<{ default: Component }>): Component {
  return defineAsyncComponent(async () => {
    const isStill = typeof document !== 'undefined' && document.querySelector('.demo') !== null;
    if (!isStill) return load();
    const release = keepPresses();
    if (location.search === '') await turnedTo();
    const component = await load();
    // What was pressed in between works once Vue has taken the demo over.
    setTimeout(() => release()?.click());
    return component;
  });
}

const isInDemo = ({ target }: Event) => target instanceof Element && target.closest('.demo') !== null;

/** Resolves when a visitor turns to a demo. */
function turnedTo(): Promise<void> {
  return new Promise((resolve) => {
    const turn = (event: Event) => {
      if (!isInDemo(event)) return;
      for (const name of turns) removeEventListener(name, turn);
      resolve();
    };
    for (const name of turns) addEventListener(name, turn);
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
