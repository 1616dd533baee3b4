import type { Block, Chapter } from './chapter';
import { style } from './html-style';
import { introduction } from './notes';
import type { Table } from './tables/table';

type RenderSvg = typeof import('./charts/render-svg')['renderSvg'];

/** One page without scripts or outside resources. */
export async function renderHtmlReport(chapters: readonly Chapter[]): Promise<string> {
  // Drawing charts needs vega, which takes longer to load than everything else together.
  const { renderSvg } = await import('./charts/render-svg');
  const sections = await Promise.all(
    chapters.map(async (chapter) => `<section>\n${await renderAll(chapter, renderSvg)}\n</section>`),
  );
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>Backdrop experiments</title>
<style>${style}</style>
</head>
<body>
<main>
<h1>Backdrop experiments</h1>
<p>${escapeHtml(introduction)}</p>
${sections.join('\n')}
</main>
</body>
</html>
`;
}

async function renderAll(blocks: readonly Block[], renderSvg: RenderSvg): Promise<string> {
  const parts = await Promise.all(blocks.map((block) => renderBlock(block, renderSvg)));
  return parts.filter((part) => part !== '').join('\n');
}

async function renderBlock(block: Block, renderSvg: RenderSvg): Promise<string> {
  switch (block.kind) {
    case 'heading':
      return `<h2>${escapeHtml(block.text)}</h2>`;
    case 'text':
      return `<p${block.warning ? ' class="warning"' : ''}>${escapeHtml(block.text)}</p>`;
    case 'table':
      return renderTable(block.table);
    case 'charts': {
      const figures = block.charts.map(
        async ({ caption, spec }) => `<figure>${await renderSvg(spec)}${renderCaption(caption)}</figure>`,
      );
      return `<div class="charts">${(await Promise.all(figures)).join('\n')}</div>`;
    }
    case 'samples': {
      const images = block.images.map(
        ({ label, uri, size }) =>
          `<span><img src="${uri}" width="${size}" height="${size}" alt="">${escapeHtml(label)}</span>`,
      );
      return `<figure class="samples"><div>${images.join('\n')}</div>${renderCaption(block.caption)}</figure>`;
    }
    case 'details':
      if (block.blocks.length === 0) return '';
      return `<details><summary>${escapeHtml(block.title)}</summary>\n${await renderAll(block.blocks, renderSvg)}\n</details>`;
    case 'facts':
      return `<ul class="facts">${block.facts.map((fact) => `<li>${escapeHtml(fact)}</li>`).join('')}</ul>`;
  }
}

function renderCaption(caption: string): string {
  return `<figcaption>${escapeHtml(caption)}</figcaption>`;
}

function renderTable({ columns, rows }: Table): string {
  const line = (tag: 'th' | 'td', cells: readonly string[]) =>
    cells
      .map(
        (cell, index) =>
          `<${tag}${columns[index]!.words ? '' : ' class="number"'}>${escapeHtml(cell.trim())}</${tag}>`,
      )
      .join('');
  const head = line(
    'th',
    columns.map(({ name }) => name),
  );
  const body = rows.map(
    ({ cells, minor }) => `<tr${minor ? ' class="minor"' : ''}>${line('td', cells)}</tr>`,
  );
  return `<div class="scroll"><table><thead><tr>${head}</tr></thead><tbody>${body.join('\n')}</tbody></table></div>`;
}

function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
