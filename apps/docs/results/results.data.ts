import { createMarkdownRenderer, defineLoader } from 'vitepress';
import { axisOf, type ForestRow, forest } from './forest';
import { experimentReports, overview } from './report';

interface Data {
  rows: ForestRow[];
  axis: [number, number];
  overview: string;
  /** Experiments that no single comparison stands for. */
  others: { experiment: string; title: string }[];
}

declare const data: Data;

export { data };

export default defineLoader({
  watch: [
    '../../benchmark/records/report.md',
    '../../benchmark/records/report.json',
    '../../benchmark/RESULTS.md',
  ],
  async load(): Promise<Data> {
    const markdown = await createMarkdownRenderer('.');
    const rows = forest();
    return {
      rows,
      axis: axisOf(rows),
      overview: await markdown.render(overview()),
      others: experimentReports()
        .filter(({ experiment }) => rows.every((row) => row.experiment !== experiment))
        .map(({ experiment, title }) => ({ experiment, title })),
    };
  },
});
