// Links the first use of a term on a page to the glossary, whose headings are the terms.
import { readFileSync } from 'node:fs';
import type { MarkdownRenderer } from 'vitepress';

/** A term, what it looks like in a text, and the address of what it means. */
export interface Term {
  readonly name: string;
  readonly pattern: RegExp;
  readonly href: string;
}

/**
 * Words that mean what they mean elsewhere too, and in which company they are the terms; those without are never linked by
 * themselves.
 */
const inCompany: Readonly<Record<string, string | undefined>> = {
  Rate: 'mask rates?|(?<=masks? of (?:the same )?|positions and |places?(?: and|,) (?:an? |the )?|key, the )rates?|rates?(?= of (?:an? |the |both |fine |coarse )*masks?)',
  Position: 'kept positions?|positions? of (?:the|a) (?:feature map|mask|gradient)',
  Schedule: 'schedules?',
  Key: 'keys? (?:of|from)|a key|the key',
  'Positive, negative': undefined,
  List: undefined,
  Tie: 'ties',
  Padding: undefined,
  Fold: undefined,
  Arm: undefined,
  Kernel: '(?<!wasm |WebAssembly )kernels?(?= of (?:tfjs|TensorFlow|a backend))',
  Covariance: undefined,
  Backdrop: undefined,
  'Torus, periodic': 'torus',
  'Lagrangian, multiplier': 'Lagrangian|multiplier',
  AUC: 'ROC AUC|AUC',
  'Set-level loss': 'set-level|non-decomposable',
  'Gradient noise': 'gradient noise|noise of (?:the|a) gradient',
  "Holm's correction": 'Holm',
};

/** As VitePress makes anchors of headings. */
const anchorOf = (heading: string) =>
  /\{#(.+)\}/.exec(heading)?.[1] ?? heading.toLowerCase().replace(/[^a-z0-9]+/g, '-');

/** All terms of the glossary; a heading that names two stands for each. Throws where a word of `inCompany` is no heading. */
export function readTerms(
  glossary = readFileSync(new URL('../learn/glossary.md', import.meta.url), 'utf8'),
): Term[] {
  const names = [...glossary.matchAll(/^### (.*?)(?: \{#.*)?$/gm)].map(([, name]) => name!);
  const unknown = Object.keys(inCompany).filter((name) => !names.includes(name));
  if (unknown.length > 0)
    throw new Error(`glossary: words in company must be headings of the glossary, got ${unknown.join(', ')}`);
  return [...glossary.matchAll(/^### (.*)$/gm)].flatMap(([, heading]) => {
    const name = heading!.replace(/ \{#.*/, '');
    const plain = name
      .split(', ')
      .map((word) => `${word}${/s$/.test(word) ? '' : 's?'}`)
      .join('|');
    const shape = name in inCompany ? inCompany[name] : plain;
    if (shape === undefined) return [];
    const pattern = new RegExp(`(?<![\\w-])(?:${shape})(?![\\w-])`, 'i');
    return [{ name, pattern, href: `/learn/glossary#${anchorOf(heading!)}` }];
  });
}

/** Pages that are written to be read from the first line on; of the others, everybody reads a part. */
const isRead = (page: string) =>
  /^(learn|recipes|demos)\/|^(faq|performance)\.md$/.test(page) && page !== 'learn/glossary.md';

/** Lets a renderer link terms, each once on a page: not in headings, links, code and formulas. */
export function linkTerms(md: MarkdownRenderer): void {
  const terms = readTerms();
  md.core.ruler.push('terms', ({ tokens, env, Token }) => {
    if (!isRead(env.relativePath ?? '')) return;
    const open = new Set(terms);
    tokens.forEach((block, i) => {
      if (block.type !== 'inline' || tokens[i - 1]?.type === 'heading_open') return;
      let depth = 0;
      block.children = (block.children ?? []).flatMap((token) => {
        if (token.type === 'link_open') {
          depth++;
          // Linked by hand.
          for (const term of open) if (token.attrGet('href') === term.href) open.delete(term);
        } else if (token.type === 'link_close') depth--;
        return token.type === 'text' && depth === 0 ? linked(token.content) : [token];
      });
    });

    function linked(text: string): InstanceType<typeof Token>[] {
      const [first] = [...open]
        .flatMap((term) => {
          const match = term.pattern.exec(text);
          return match ? [{ term, at: match.index, word: match[0] }] : [];
        })
        .sort((a, b) => a.at - b.at || b.word.length - a.word.length);
      const plain = new Token('text', '', 0);
      plain.content = first ? text.slice(0, first.at) : text;
      if (!first) return [plain];
      open.delete(first.term);
      const start = new Token('link_open', 'a', 1);
      start.attrs = [
        ['href', first.term.href],
        ['class', 'term'],
      ];
      const word = new Token('text', '', 0);
      word.content = first.word;
      const rest = linked(text.slice(first.at + first.word.length));
      return [plain, start, word, new Token('link_close', 'a', -1), ...rest];
    }
  });
}
