// The page of an experiment: what the report says of it, with pictures of its data and its runs, and every arm in a file of its own.
import { writeStill } from '../live/demo/still';
import { chartsOf } from './charts';
import { type Chosen, largestOf } from './forest';
import { type Run, readRecorded, readRuns, readSections } from './records';
import { experimentReports } from './report';

/** Which experiment a demo runs again. */
const rerun: Record<string, string> = {
  'two-scale-one-shot-confirmation':
    '[Run one of these records again in your browser](/demos/one-image): a few seconds an arm, the same digits.',
};

const unread = (experiment: string) =>
  new Error(`docs: report.html must show the images of ${experiment} as page.ts reads them, got other HTML`);

/** The training images that the report shows, as files; of experiments that draw their images, which the report names by these. */
export function samplesOf(
  { experiment }: Pick<Chosen, 'experiment'>,
  html = readRecorded('report.html').toString(),
): string {
  const figures = html
    .split('<figure class="samples">')
    .slice(1)
    .map((text) => text.split('</figure>')[0]!);
  const figure = figures.find((text) => text.includes(`(${experiment}, seed `));
  if (!figure) {
    if (!html.includes(`(${experiment}, seed `)) return '';
    throw unread(experiment);
  }
  const caption = /<figcaption>([^<]*)<\/figcaption>/.exec(figure)?.[1];
  const images = [
    ...figure.matchAll(
      /<img src="data:image\/png;base64,([^"]+)" width="(\d+)" height="(\d+)"[^>]*>([^<]*)/g,
    ),
  ].map(([, data, width, height, label], i) => {
    const address = writeStill(`${experiment}-${i}.png`, Buffer.from(data!, 'base64'));
    return `<span><img src="${address}" width="${width}" height="${height}" loading="lazy" alt="A field of ${label}">${label}</span>`;
  });
  if (!caption || images.length === 0 || images.length !== figure.split('<img').length - 1)
    throw unread(experiment);
  return `<figure class="samples"><div>${images.join('')}</div><figcaption>${caption}</figcaption></figure>`;
}

/** Every arm of all presets, as the table of the page reads it. */
export function armsOf(sections: readonly Chosen[]) {
  return sections.flatMap(({ preset, arms }) =>
    arms.map(({ arm, n, metrics }) => ({ preset, arm, n, metrics })),
  );
}

function pageOf(markdown: string, sections: readonly Chosen[], runs: readonly Run[]): string {
  const section = largestOf(sections)[0]!;
  const { experiment } = section;
  const first = markdown.indexOf('\n## Preset ');
  const parts = [samplesOf(section), rerun[experiment] ?? '', chartsOf(section, runs)].filter(Boolean);
  return `${markdown.slice(0, first)}\n${parts.join('\n\n')}\n${markdown.slice(first)}`;
}

/** All pages, by experiment; writes the files that they show and load. */
export function experimentPages(): { experiment: string; markdown: string }[] {
  const runs = readRuns();
  const sections = readSections() as Chosen[];
  return experimentReports().map(({ experiment, markdown }) => {
    const own = sections.filter((section) => section.experiment === experiment);
    writeStill(`${experiment}-arms.json`, JSON.stringify(armsOf(own)));
    return { experiment, markdown: pageOf(markdown, own, runs) };
  });
}
