import type { MarkdownRenderer } from 'vitepress';

/** What has been rendered, by what it was rendered from. */
const rendered = new Map<string, string>();

function once(key: readonly unknown[], render: () => string): string {
  const name = JSON.stringify(key);
  if (!rendered.has(name)) rendered.set(name, render());
  return rendered.get(name)!;
}

/**
 * Lets a renderer draw each formula and color each program once: the build renders a page for itself and, for the browser and for the
 * server, for the index of the search.
 */
export function renderOnce(md: MarkdownRenderer): void {
  for (const kind of ['math_inline', 'math_block'] as const) {
    const draw = md.renderer.rules[kind]!;
    md.renderer.rules[kind] = (tokens, at, ...rest) =>
      once([kind, tokens[at]!.content], () => draw(tokens, at, ...rest));
  }
  const color = md.options.highlight!;
  md.options.highlight = (...program) => once(program, () => color(...program));
}
