// Docstrings as Markdown.
import type { Comment, CommentDisplayPart, Reflection } from 'typedoc';

/** Where the page of a reflection is, below the base; undefined for what has none. */
export type Links = (target: Reflection) => string | undefined;

/** Text in which a page would see tags and templates, so that it stands as it is. Formulas between $$ stay what they are. */
function escaped(text: string): string {
  return text
    .split(/(\$\$[\s\S]*?\$\$)/)
    .map((part, i) =>
      i % 2 ? part : part.replaceAll('<', '&lt;').replaceAll('{{', '&#123;&#123;').replaceAll('*', '\\*'),
    )
    .join('');
}

/** Parts of a comment as Markdown. */
export function markdown(parts: readonly CommentDisplayPart[], links: Links): string {
  return parts
    .map((part) => {
      if (part.kind === 'code') {
        return part.text.startsWith('```') ? part.text : code(part.text.replace(/^`+|`+$/g, ''));
      }
      if (part.kind !== 'inline-tag') return escaped(part.text);
      const target =
        part.target && typeof part.target === 'object' && 'kind' in part.target ? part.target : undefined;
      const href = target && links(target as Reflection);
      return href ? `[\`${part.text}\`](${href})` : code(part.text);
    })
    .join('')
    .trim();
}

/** Code in a line, which Vue must not take for a template. */
export const code = (text: string) =>
  `<code v-pre>${text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('|', '&#124;')}</code>`;

/** The first sentence, on one line, without links. */
export function summary(comment: Comment | undefined): string {
  const text = (comment?.summary ?? [])
    .map((part) => part.text)
    .join('')
    .split(/\n\s*\n|\$\$/)[0]!
    .replace(/\s+/g, ' ')
    .trim();
  const [sentence] = /^.*?[.:](?=\s+[A-Z(]|$)/.exec(text) ?? [text];
  return sentence!.replace(/[:,]$/, '.');
}

/** The text of the tags of a name, one for each. */
export const tags = (comment: Comment | undefined, name: `@${string}`, links: Links) =>
  (comment?.getTags(name) ?? []).map((tag) => markdown(tag.content, links));

/** In a cell of a table. */
export const cell = (text: string) => text.replace(/\s*\n\s*/g, ' ').replaceAll('|', '\\|');

/** A type as code, with links from the names of public types. */
export function typeCode(type: string, link: (name: string) => string | undefined): string {
  const inner = type.split(/\b([A-Za-z_$][\w$]*)\b/).map((part, i) => {
    const text = part.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('|', '&#124;');
    const href = i % 2 ? link(part) : undefined;
    return href ? `<a href="${href}">${text}</a>` : text;
  });
  return `<code v-pre>${inner.join('')}</code>`;
}
