import type { Block, Chapter } from './chapter';
import { introduction } from './notes';
import { renderMarkdown } from './render-markdown';

/** Everything but the pictures. */
export function renderMarkdownReport(chapters: readonly Chapter[]): string {
  const parts = ['# Backdrop experiments', introduction, ...chapters.flat().flatMap(renderBlock)];
  return `${parts.join('\n\n')}\n`;
}

function renderBlock(block: Block): string[] {
  switch (block.kind) {
    case 'heading':
      return [`## ${block.text}`];
    case 'text':
      return [block.warning ? `> **Note.** ${escapeHtml(block.text)}` : escapeHtml(block.text)];
    case 'table':
      return [renderMarkdown(block.table)];
    case 'details':
      return block.blocks.length > 0 ? [`### ${block.title}`, ...block.blocks.flatMap(renderBlock)] : [];
    case 'facts':
      return [block.facts.map((fact) => `- ${escapeHtml(fact)}`).join('\n')];
    case 'charts':
    case 'samples':
      return [];
  }
}

/** `<` begins an element of HTML. */
function escapeHtml(text: string): string {
  return text.replaceAll('<', '&lt;');
}
