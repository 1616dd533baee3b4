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
    if (!isStill || location.search !== '') return load();
    const pressed = await turnedTo();
    const component = await load();
    // What was pressed in between works once Vue has taken the demo over.
    setTimeout(() => pressed()?.click());
    return component;
  });
}

/** Resolves with what tells where was pressed last until then; presses wait. */
function turnedTo(): Promise<() => HTMLElement | undefined> {
  let pressed: HTMLElement | undefined;
  const isDemo = ({ target }: Event) => target instanceof Element && target.closest('.demo') !== null;
  const keep = (event: Event) => {
    if (!isDemo(event)) return;
    event.preventDefault();
    event.stopPropagation();
    if (event.target instanceof HTMLElement) pressed = event.target;
  };
  addEventListener('click', keep, { capture: true });
  return new Promise((resolve) => {
    const turn = (event: Event) => {
      if (!isDemo(event)) return;
      for (const name of turns) removeEventListener(name, turn);
      resolve(() => {
        removeEventListener('click', keep, { capture: true });
        return pressed;
      });
    };
    for (const name of turns) addEventListener(name, turn);
  });
}
