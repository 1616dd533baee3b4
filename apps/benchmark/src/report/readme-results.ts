import { countShown } from '../analysis/compare-arms';
import type { Confirmed, FamilyResult } from '../analysis/confirm';
import { learningRateOf, treatmentOf } from '../analysis/panels';
import { saturation } from '../analysis/saturation';
import type { Section } from '../analysis/sections';
import { bestOf } from '../analysis/treatments';
import { rivals } from '../analysis/tuned';
import type { Verdict } from '../analysis/verdict';
import { fail } from '../check';
import type { Experiment } from '../experiments/experiment';
import { formatSeeds } from '../experiments/seeds';
import { formatP, formatTested } from './format';
import {
  asCode,
  describeData,
  describeDiverged,
  describeExploratory,
  describeMap,
  describeOutcome,
  describePending,
  describeSaturated,
  describeUntuned,
  mapLegend,
  markSaturated,
} from './notes';
import { renderMarkdown } from './render-markdown';
import { resultTable } from './tables/result-table';
import type { Table } from './tables/table';

const [start, end] = ['<!-- results: made by pnpm bench publish -->', '<!-- end of results -->'];

/** The text with what stands between its markers replaced. */
export function replaceResults(text: string, results: string): string {
  const [from, to] = [text.indexOf(start), text.indexOf(end)];
  if (from < 0 || to < from)
    fail('publish', `what results go into must hold the lines ${start} and ${end}`, 'none or others');
  return `${text.slice(0, from + start.length)}\n\n${results}\n\n${text.slice(to)}`;
}

/**
 * An overview of the experiments, each by its largest preset, and folded under it an account of each: what the reference
 * compared, and best against best.
 */
export function renderResults(sections: readonly Section[]): string {
  const shown = largestOf(sections);
  return [renderMarkdown(overviewTable(shown)), ...shown.map(renderSection)].join('\n\n');
}

/** The rows of the overview that stand in the repository's README: one of each kind, with and without an effect. */
const headline = ['two-scale-one-shot-confirmation', 'mechanism', 'two-scale', 'auc-diabetes', 'textures'];

/** The overview of a few experiments. */
export function renderHeadline(sections: readonly Section[]): string {
  const shown = largestOf(sections).filter(({ experiment }) => headline.includes(experiment.name));
  return renderMarkdown(overviewTable(shown));
}

/** Each experiment by its largest preset. */
function largestOf(sections: readonly Section[]): Section[] {
  const largest = new Map<string, Section>();
  for (const section of sections) {
    const other = largest.get(section.experiment.name);
    if (!other || other.records.length < section.records.length)
      largest.set(section.experiment.name, section);
  }
  return [...largest.values()];
}

/** The best arm with backdrop beside the best of the plain treatment, and beside the best of all without backdrop. */
function overviewTable(sections: readonly Section[]): Table {
  const rows = sections.flatMap(({ experiment, summary }) => {
    const metric = experiment.metrics[0];
    const { tuned, confirmed } = summary;
    const saturated = confirmed?.pending ? undefined : saturation(experiment, summary);
    const marks = [
      ...(experiment.exploratory ? ['exploratory'] : []),
      ...(saturated ? [markSaturated(saturated)] : []),
    ];
    const name = `\`${experiment.name}\`${marks.length > 0 ? ` (${marks.join('; ')})` : ''}`;
    if (confirmed) return [{ cells: [name, metric.label, ...confirmationCells(confirmed, experiment)] }];
    const others = tuned?.treatments.filter(({ backdrop }) => !backdrop) ?? [];
    const [plain] = others;
    if (!tuned || !plain) return [];
    const arms = summary.arms.filter(({ arm }) => others.some((one) => one.arm === arm));
    const strongest = others.find(({ arm }) => arm === bestOf(arms, metric).arm);
    const cells = [plain, strongest].map((one) =>
      one?.comparison ? `\`${one.arm}\`: ${formatTested(one.comparison)}` : '',
    );
    return [{ cells: [name, metric.label, `\`${tuned.best}\``, ...cells] }];
  });
  return {
    columns: [
      { name: 'experiment', words: true },
      { name: 'metric', words: true },
      { name: 'best with backdrop', words: true },
      { name: 'minus plain training at its best', words: true },
      { name: 'minus the best without backdrop', words: true },
    ],
    rows,
  };
}

/** What was fixed in advance and how it ended, and the primary family minus its base and minus the best without backdrop. */
function confirmationCells(confirmed: Confirmed, { arms }: Experiment): [string, string, string] {
  const { primary, secondary, verdict, equivalence, provided, unsound, progress } = confirmed;
  if (unsound) return ['fixed in advance: no verdict', '', ''];
  if (!primary || !verdict) {
    return [
      `fixed in advance: not decided yet, ${progress.recorded} of ${progress.planned} runs are made`,
      '',
      '',
    ];
  }
  if (equivalence) {
    const { family, base, comparison } = primary;
    return [
      `\`${family}\` and \`${base}\`, fixed in advance: ${outcomes[verdict]}${provided!.holds ? '' : ', but no gain is shown'} (${formatTested(comparison)}; within ±${equivalence.margin}: p ${formatP(equivalence.p)})`,
      `\`${provided!.family}\` − ${testedAgainst(provided!)}`,
      '',
    ];
  }
  const opponents = [primary, ...secondary].filter(
    ({ family, comparison }) => family === primary.family && arms[comparison.base]!.backdrop !== true,
  );
  const strongest = opponents.reduce((best, one) => (one.means[1] > best.means[1] ? one : best));
  const masked = secondary
    .filter(({ comparison }) => arms[comparison.arm]!.backdrop)
    .reduce((best, one) => (one.means[0] > best.means[0] ? one : best), primary);
  const better = masked.family === primary.family ? '' : ` (best: \`${masked.family}\`)`;
  return [
    `\`${primary.family}\`, fixed in advance: ${outcomes[verdict]}${better}`,
    testedAgainst(primary),
    testedAgainst(strongest),
  ];
}

function testedAgainst({ base, comparison, holmP }: FamilyResult): string {
  return `\`${base}\`: ${formatTested(comparison, holmP)}`;
}

const outcomes: Readonly<Record<Verdict, string>> = {
  confirmed: 'confirmed',
  small: 'confirmed, but small',
  harmful: 'refuted, harm',
  refuted: 'refuted',
  equivalent: 'equivalent',
  different: 'different',
  undecided: 'undecided',
};

function renderSection(section: Section): string {
  const { experiment, summary, seeds, records } = section;
  const table = resultTable(section);
  const state = [
    `${records.length} runs of ${summary.preset}`,
    `seeds ${formatSeeds(seeds)}`,
    ...(summary.missing > 0 && !summary.confirmed?.pending ? [`${summary.missing} missing`] : []),
  ];
  const title = `<code>${experiment.name}</code>, ${experiment.metrics[0].label} (${state.join(', ')})`;
  return [
    `<details><summary>${title}</summary>`,
    ...describeExploratory(experiment),
    ...(summary.confirmed?.pending ? [] : describeSaturated(experiment, summary, asCode)),
    ...(summary.confirmed ? [experiment.about] : []),
    ...describeData(section),
    ...(table.rows.length > 0 ? [renderMarkdown(table)] : []),
    ...notes(section),
    '</details>',
  ].join('\n\n');
}

function notes(section: Section): string[] {
  const { experiment, summary } = section;
  const { tuned, confirmed, maps } = summary;
  const pending = confirmed && describePending(confirmed);
  const equals = tuned ? rivals(tuned).map(({ arm }) => `\`${arm}\``) : [];
  const edges = (tuned?.treatments ?? []).flatMap(({ arm, edge }) => (edge ? [`\`${arm}\` (${edge})`] : []));
  return [
    ...sameRate(section),
    ...(equals.length > 0
      ? [
          `As good as \`${tuned!.best}\` or better, or not shown to be worse, without backdrop: ${equals.join(', ')}.`,
        ]
      : []),
    ...(tuned ? describeUntuned(tuned, asCode) : []),
    ...(edges.length > 0 ? [`Best at an end of their learning rates: ${edges.join(', ')}.`] : []),
    ...(confirmed ? describeOutcome(confirmed) : []),
    ...(pending ? [pending] : []),
    ...describeDiverged(section, asCode),
    ...(maps.length > 0 ? [mapLegend(experiment.metrics[0])] : []),
    ...maps.map((map) => `${map.title}: ${describeMap(map)}`),
  ];
}

/** How often masks help and how often they harm where all else is equal: against plain training at the same learning rate. */
function sameRate({ experiment, summary: { tuned, comparisons } }: Section): string[] {
  const plain = tuned?.treatments.find(({ backdrop }) => !backdrop)?.treatment;
  const metric = experiment.metrics[0].name;
  const equal = comparisons.filter(
    (row) =>
      row.metric === metric &&
      experiment.arms[row.arm]!.backdrop === true &&
      treatmentOf(experiment, row.base) === plain &&
      learningRateOf(experiment, row.arm) === learningRateOf(experiment, row.base),
  );
  if (equal.length < 2) return [];
  const { raised, lowered } = countShown(equal);
  return [
    `Of ${equal.length} arms with backdrop, against \`${plain}\` at the same learning rate, ${raised} raise the metric and ${lowered} lower it (p < .05, uncorrected).`,
  ];
}
