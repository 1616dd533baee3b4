import type { Section } from '../analysis/sections';
import { type Chart, sectionCharts } from './charts/section-charts';
import {
  describeConfirmation,
  describeExploratory,
  describeMap,
  describePending,
  describeSaturated,
  describeTuned,
  mapLegend,
  sectionFacts,
  sectionTitle,
} from './notes';
import { type SampleImage, sampleImages } from './sample-images';
import { armTable } from './tables/arm-table';
import { confirmationTable } from './tables/confirmation-table';
import { mapTable } from './tables/map-table';
import { rateTables } from './tables/rate-tables';
import type { Table } from './tables/table';
import { tunedTable } from './tables/tuned-table';

/** A part of a report, to be rendered as Markdown or HTML. */
export type Block =
  | { kind: 'heading'; text: string }
  | { kind: 'text'; text: string; warning?: boolean }
  | { kind: 'table'; table: Table }
  | { kind: 'charts'; charts: Chart[] }
  | { kind: 'samples'; caption: string; images: SampleImage[] }
  | { kind: 'details'; title: string; blocks: Block[] }
  | { kind: 'facts'; facts: string[] };

export type Chapter = readonly Block[];

/** Past this many arms the full tables are folded, and an overview stands before them. */
const mostOpenArms = 10;

/** The chapter of a section: what decides comes first, what is long is folded. */
export async function describeSection(section: Section): Promise<Chapter> {
  const { experiment, summary } = section;
  const tables = experiment.metrics.map(
    (metric): Block => ({ kind: 'table', table: armTable(experiment, summary, metric) }),
  );
  const few = summary.arms.length <= mostOpenArms;
  const start: Block[] = [
    { kind: 'heading', text: sectionTitle(section) },
    { kind: 'text', text: experiment.about },
    ...warnings(section),
    ...confirmation(section),
  ];
  const facts: Block = { kind: 'facts', facts: sectionFacts(section) };
  if (summary.confirmed?.pending) return [...start, ...(await samples(section)), facts];
  return [
    ...start,
    ...(few ? [tables[0]!] : []),
    ...tuned(section),
    ...(summary.maps.length > 0 ? [{ kind: 'text' as const, text: mapLegend(experiment.metrics[0]) }] : []),
    { kind: 'charts', charts: sectionCharts(section) },
    ...(await samples(section)),
    ...maps(section),
    ...(few ? [] : overview(section)),
    few
      ? fold('Other metrics', tables.slice(1))
      : fold(`All ${summary.arms.length} arms, every metric`, tables),
    facts,
  ];
}

function warnings({ experiment, summary }: Section): Block[] {
  const saturated = summary.confirmed?.pending ? [] : describeSaturated(experiment, summary);
  return [...describeExploratory(experiment), ...saturated].map(
    (text): Block => ({ kind: 'text', text, warning: true }),
  );
}

function confirmation({ summary: { confirmed } }: Section): Block[] {
  if (!confirmed) return [];
  const pending = describePending(confirmed);
  return [
    ...describeConfirmation(confirmed).map((text): Block => ({ kind: 'text', text })),
    ...(pending ? [{ kind: 'text' as const, text: pending, warning: true }] : []),
    ...(confirmed.primary ? [{ kind: 'table' as const, table: confirmationTable(confirmed) }] : []),
  ];
}

function tuned({ experiment, summary }: Section): Block[] {
  if (!summary.tuned) return [];
  const [metric] = experiment.metrics;
  const { about, finding } = describeTuned(summary.tuned, metric);
  const table = tunedTable(summary.tuned, summary, metric);
  return [
    ...(table.rows.length > 0
      ? [
          { kind: 'text' as const, text: about },
          { kind: 'table' as const, table },
        ]
      : []),
    { kind: 'text', text: finding },
  ];
}

async function samples({ experiment, sample }: Section): Promise<Block[]> {
  const images = await sampleImages(sample);
  if (images.length === 0) return [];
  const caption = `A training image of each class (${experiment.name}, seed ${sample.seed}).`;
  return [{ kind: 'samples', caption, images }];
}

/** The maps in numbers. */
function maps({ summary }: Section): Block[] {
  return summary.maps.map((map) =>
    fold(`${map.title}, in numbers`, [
      { kind: 'table', table: mapTable(map) },
      { kind: 'text', text: `Summary: ${describeMap(map)}` },
    ]),
  );
}

/** Every arm in the first metric, by treatment and learning rate. */
function overview({ experiment, summary }: Section): Block[] {
  const metric = experiment.metrics[0];
  if (summary.maps.length > 0) return [];
  const counts = [...new Set(summary.arms.map(({ n }) => n))];
  const seeds = counts.length === 1 ? `, ${counts[0]} seeds each` : '';
  return rateTables(experiment, summary, metric).flatMap(({ panel, table }): Block[] => [
    {
      kind: 'text',
      text: `Every treatment and learning rate${panel === '' ? '' : `, ${panel}`}: ${metric.label}${seeds}, and the paired difference to the arm it is declared against.`,
    },
    { kind: 'table', table },
  ]);
}

function fold(title: string, blocks: Block[]): Block {
  return { kind: 'details', title, blocks };
}
