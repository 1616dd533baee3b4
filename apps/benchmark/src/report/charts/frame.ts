/** Wide enough to read, narrow enough for a phone: the text of a chart that is scaled down cannot be read. */
export const width = 250;

/** Size and colors of all charts. Colors are CSS variables: the page gives them values for light and dark. */
export function frame(height: number | { step: number }) {
  return {
    $schema: 'https://vega.github.io/schema/vega-lite/v6.json',
    width,
    height,
    padding: 4,
    background: 'transparent',
    config: {
      font: 'system-ui, sans-serif',
      view: { stroke: null },
      axis: {
        labelColor: 'var(--text)',
        titleColor: 'var(--text)',
        gridColor: 'var(--line)',
        domainColor: 'var(--muted)',
        tickColor: 'var(--muted)',
        labelFontSize: 11,
        titleFontSize: 11,
        titleFontWeight: 'normal' as const,
      },
      legend: { labelColor: 'var(--text)', labelFontSize: 11, labelLimit: 2 * width },
    },
  };
}
