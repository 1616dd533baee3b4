import type { Comparison } from './compare-arms';
import { formatDifference, formatInterval, formatP, formatValue, formatWithError } from './format';
import { verdicts } from './notes';
import { renderMarkdown } from './render-markdown';
import type { Section } from './sections';
import { formatSeeds } from './seed-ranges';
import type { Row, Table } from './tables/table';
import { rivals } from './tuned';

const [start, end] = ['<!-- results: made by pnpm bench publish -->', '<!-- end of results -->'];

/** The text with what stands between its markers replaced. */
export function replaceResults(text: string, results: string): string {
  const [from, to] = [text.indexOf(start), text.indexOf(end)];
  if (from < 0 || to < from) throw new Error(`publish: the README must hold the lines ${start} and ${end}.`);
  return `${text.slice(0, from + start.length)}\n\n${results}\n\n${text.slice(to)}`;
}

/** A short account of each experiment, by its largest preset: what the reference compared, and best against best. */
export function renderReadmeResults(sections: readonly Section[]): string {
  const largest = new Map<string, Section>();
  for (const section of sections) {
    const other = largest.get(section.experiment.name);
    if (!other || other.records.length < section.records.length)
      largest.set(section.experiment.name, section);
  }
  return [...largest.values()].map(renderSection).join('\n\n');
}

function renderSection(section: Section): string {
  const { experiment, summary, seeds, records } = section;
  const table = resultTable(section);
  const state = [
    `${records.length} runs of \`${summary.preset}\``,
    `seeds ${formatSeeds(seeds)}`,
    ...(summary.missing > 0 ? [`${summary.missing} missing`] : []),
    ...(experiment.exploratory ? ['exploratory'] : []),
  ];
  return [
    `**\`${experiment.name}\`**, ${experiment.metrics[0].label} (${state.join(', ')})`,
    ...(table.rows.length > 0 ? [renderMarkdown(table)] : []),
    ...notes(section),
  ].join('\n\n');
}

function resultTable({ experiment, summary }: Section): Table {
  const metric = experiment.metrics[0].name;
  const referenceOf = ({ arm, base }: Comparison) =>
    experiment.reference.comparisons.find(
      (one) => one.arm === arm && one.base === base && one.metric === metric,
    );
  const meanOf = (arm: string) => summary.arms.find((one) => one.arm === arm)?.metrics[metric]?.mean;
  const row = (label: string, comparison: Comparison, means?: readonly number[]): Row => {
    const { arm, base, n, difference, standardError, interval, tTestP } = comparison;
    const theirs = referenceOf(comparison);
    return {
      cells: [
        label,
        String(n),
        (means ?? [meanOf(arm), meanOf(base)]).map(formatValue).join(' − '),
        formatWithError(formatDifference(difference), standardError),
        formatInterval(interval),
        formatP(tTestP),
        theirs ? formatWithError(formatDifference(theirs.difference), theirs.standardError) : '',
      ],
    };
  };
  const named = ({ arm, base }: Pick<Comparison, 'arm' | 'base'>) => `\`${arm}\` − \`${base}\``;
  const compared = summary.comparisons.filter((one) => one.metric === metric && referenceOf(one));
  const best = (summary.tuned?.treatments ?? []).flatMap(({ backdrop, comparison }) =>
    backdrop ||
    !comparison ||
    compared.some((one) => one.arm === comparison.arm && one.base === comparison.base)
      ? []
      : [row(`best − best: ${named(comparison)}`, comparison)],
  );
  const { primary, secondary = [] } = summary.confirmed ?? {};
  const fixed = [...(primary ? [primary] : []), ...secondary].map(
    ({ family, base, comparison, means }, index) =>
      row(`${index === 0 ? 'decides' : 'explains'}: \`${family}\` − \`${base}\``, comparison, means),
  );
  return {
    columns: [
      { name: 'arms', words: true },
      { name: 'seeds' },
      { name: 'means' },
      { name: 'difference' },
      { name: '95 % interval' },
      { name: 't p' },
      { name: 'reference' },
    ],
    rows: [...compared.map((one) => row(named(one), one)), ...best, ...fixed],
  };
}

function notes({ summary }: Section): string[] {
  const { tuned, confirmed, maps } = summary;
  const equals = tuned ? rivals(tuned).map(({ arm }) => `\`${arm}\``) : [];
  return [
    ...(equals.length > 0
      ? [
          `As good as \`${tuned!.best}\` or better, or not shown to be worse, without backdrop: ${equals.join(', ')}.`,
        ]
      : []),
    ...(confirmed?.pending ? [`Not decided yet: ${confirmed.pending.runs} runs are missing.`] : []),
    ...(confirmed?.verdict ? [verdicts[confirmed.verdict]] : []),
    ...maps.map(({ title, cells }) => {
      const shown = (sign: number) =>
        cells.filter(
          ({ comparison: { difference, tTestP } }) =>
            sign * difference > 0 && tTestP !== null && tTestP < 0.05,
        ).length;
      return `${title}: of ${cells.length} cells, masks raise the metric in ${shown(1)} and lower it in ${shown(-1)} (p < .05, uncorrected).`;
    }),
  ];
}
