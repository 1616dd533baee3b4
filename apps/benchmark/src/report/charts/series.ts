/** The most lines that one chart can hold: there are as many colors. */
export const mostSeries = 10;

/** Colors and legend of the lines named in a field; a name has the color of its place among `all`. */
export function seriesColor(field: string, names: readonly string[], all = names) {
  const range = names.map((name) => `var(--series-${(all.indexOf(name) % mostSeries) + 1})`);
  return {
    field,
    type: 'nominal' as const,
    scale: { domain: [...names], range },
    legend: {
      orient: 'bottom' as const,
      columns: 1,
      title: null,
      offset: 4,
      symbolType: 'stroke' as const,
      symbolOpacity: 1,
      symbolStrokeWidth: 3,
    },
  };
}
