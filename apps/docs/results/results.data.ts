import { createMarkdownRenderer, defineLoader } from 'vitepress';
import { type ExperimentReport, experimentReports, overview } from './report';

interface Data {
  overview: string;
  experiments: Omit<ExperimentReport, 'markdown'>[];
}

declare const data: Data;

export { data };

export default defineLoader({
  watch: ['../../benchmark/records/report.md', '../../benchmark/RESULTS.md'],
  async load(): Promise<Data> {
    const markdown = await createMarkdownRenderer('.');
    return {
      overview: await markdown.render(overview()),
      experiments: experimentReports().map(({ markdown: _, ...rest }) => rest),
    };
  },
});
