import { sectionCharts } from './charts/section-charts';
import { style } from './html-style';
import { introduction, sectionFacts, sectionTitle } from './notes';
import { rivalSentence } from './render-terminal';
import { isNameColumn } from './render-text';
import type { Section } from './sections';
import { armTable, rivalTable, type Table } from './tables';

/** One page without scripts or outside resources. */
export async function renderHtmlReport(sections: readonly Section[]): Promise<string> {
  // Drawing charts needs vega, which takes longer to load than everything else together.
  const { renderSvg } = await import('./charts/render-svg');
  const chapters = await Promise.all(sections.map((section) => renderSection(section, renderSvg)));
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
${chapters.join('\n')}
</main>
</body>
</html>
`;
}

async function renderSection(
  section: Section,
  renderSvg: typeof import('./charts/render-svg')['renderSvg'],
): Promise<string> {
  const { experiment, summary } = section;
  const rivals = rivalTable(summary);
  const charts = await Promise.all(
    sectionCharts(section).map(
      async ({ caption, spec }) =>
        `<figure>${await renderSvg(spec)}<figcaption>${escapeHtml(caption)}</figcaption></figure>`,
    ),
  );
  const [primary, ...others] = experiment.metrics.map((metric) =>
    renderTable(armTable(experiment, summary, metric)),
  );
  return [
    '<section>',
    `<h2>${escapeHtml(sectionTitle(section))}</h2>`,
    `<p>${escapeHtml(experiment.about)}</p>`,
    experiment.exploratory
      ? `<p class="exploratory"><strong>Exploratory.</strong> ${escapeHtml(experiment.exploratory)}</p>`
      : '',
    primary,
    rivals.rows.length > 0
      ? `<p>${escapeHtml(rivalSentence(summary.rivals!.best))}</p>\n${renderTable(rivals)}`
      : '',
    `<div class="charts">${charts.join('\n')}</div>`,
    others.length > 0 ? `<details><summary>Other metrics</summary>${others.join('\n')}</details>` : '',
    `<ul class="facts">${sectionFacts(section)
      .map((fact) => `<li>${escapeHtml(fact)}</li>`)
      .join('')}</ul>`,
    '</section>',
  ]
    .filter((part) => part !== '')
    .join('\n');
}

function renderTable({ columns, rows }: Table): string {
  const kinds = columns.map((column) => (isNameColumn(column) ? '' : ' class="number"'));
  const line = (tag: 'th' | 'td', cells: readonly string[]) =>
    cells.map((cell, column) => `<${tag}${kinds[column]}>${escapeHtml(cell.trim())}</${tag}>`).join('');
  const body = rows.map(
    ({ cells, reference }) => `<tr${reference ? ' class="reference"' : ''}>${line('td', cells)}</tr>`,
  );
  return `<div class="scroll"><table><thead><tr>${line('th', columns)}</tr></thead><tbody>${body.join('\n')}</tbody></table></div>`;
}

function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
