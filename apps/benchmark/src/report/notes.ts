import { countShown } from '../analysis/compare-arms';
import type { Confirmed } from '../analysis/confirm';
import type { MapCell, MapSummary } from '../analysis/difference-maps';
import { isBlind, type Saturation, saturation } from '../analysis/saturation';
import type { Origin, Section } from '../analysis/sections';
import type { ExperimentSummary } from '../analysis/summarize';
import type { Edge } from '../analysis/treatments';
import { isChosen, rivals, type Tuned, untuned } from '../analysis/tuned';
import type { Experiment, Metric } from '../experiments/experiment';
import { formatSeeds } from '../experiments/seeds';
import { describeFindings } from './findings';
import { formatEffect, formatValue } from './format';

/** What every report says before its first table. */
export const introduction =
  'Backdrop leaves the forward pass as it is and drops part of the gradient at random. Arms of an experiment are ' +
  'paired by seed: same data, same initial weights. Each row is the mean over seeds ± one standard error, compared ' +
  "seed by seed with the arm named under \"against\"; the line below it is the reference: this project's own runs in PyTorch with the authors' mask code. The paper's tables could " +
  'not be had, and none of its figures stands here. ' +
  'Intervals are bootstrap intervals of the mean difference (95 %, bias-corrected and accelerated). p-values are ' +
  "two-sided and not corrected for the number of comparisons; where a difference is not shown (p at least 0.05, after Holm's correction where there is one), " +
  'the number in brackets is the difference that the uncorrected test would have found four times in five. ~ marks the normal approximation of ' +
  "Wilcoxon's test. Where no mask, another learning rate or a crop does as well, the report says so. Times are medians, " +
  'those of the reference as it gives them; not all arms were run under the same load, so they do not rank arms.';

/** How a text marks the name of an arm. */
export type Mark = (name: string) => string;

/** In Markdown. */
export const asCode: Mark = (name) => `\`${name}\``;

const asIs: Mark = (name) => name;

/** Why nothing may be concluded from an experiment yet; empty where something may. */
export function describeExploratory({ exploratory }: Pick<Experiment, 'exploratory'>): string[] {
  return exploratory ? [`Exploratory. ${exploratory}`] : [];
}

/** What room plain training leaves near the ceiling, and whether a gain could show in it; empty elsewhere. */
export function describeSaturated(experiment: Experiment, summary: ExperimentSummary, mark = asIs): string[] {
  const saturated = saturation(experiment, summary);
  if (!saturated) return [];
  const { arm, mean, room, best, detectable } = saturated;
  const near =
    `Saturated: the ${experiment.metrics[0].label} of ${mark(arm)}, ${formatValue(mean)}, is within 1 % of the best that there can ` +
    `be. It leaves at most ${formatRoom(room)}`;
  if (isBlind(saturated)) return [`${near}: no gain could show here, so that none is no finding.`];
  return [
    `${near} to gain, of which ${mark(best!)} would have been found to gain ${formatRoom(detectable!)} four times in five.`,
  ];
}

/** The same in a few words. */
export function markSaturated(saturated: Saturation): string {
  return isBlind(saturated)
    ? 'saturated: no gain could show'
    : `saturated: room for ${formatRoom(saturated.room)} at most`;
}

/** Two digits, however small. */
const formatRoom = (room: number) => String(Number(room.toPrecision(2)));

/** The treatments whose best is not known; empty where there are none. */
export function describeUntuned(tuned: Tuned, mark = asIs): string[] {
  const single = untuned(tuned).map(({ arm }) => mark(arm));
  return single.length > 0
    ? [`Run at one learning rate only, so that their best is not known: ${single.join(', ')}.`]
    : [];
}

/** The arms of which nets diverged; empty where there are none, and before the outcome may be shown. */
export function describeDiverged({ diverged, summary }: Section, mark = asIs): string[] {
  if (diverged.length === 0 || summary.confirmed?.pending) return [];
  const lost = diverged.map(({ arm, diverged: nets, runs }) => `${mark(arm)} (${nets} of ${runs})`);
  return [`Diverged, and counted as guessing: ${lost.join(', ')}.`];
}

/** What the results are about where that is neither generated nor bundled. */
export function describeData({ data }: Section): string[] {
  return data ? [`Data: ${data}.`] : [];
}

/** Chapter heading: title, preset and, unless it is the usual one, backend. */
export function sectionTitle({ experiment, summary }: Section): string {
  const backend = summary.backend === 'wasm' ? '' : `, ${summary.backend} backend`;
  return `${experiment.title} (${summary.preset}${backend})`;
}

/** What the table of treatments is about, and what it shows. */
export function describeTuned(tuned: Tuned, metric: Metric): { about: string; finding: string } {
  const equals = rivals(tuned).map(({ arm }) => arm);
  const finding =
    equals.length > 0
      ? `By ${metric.label}, these without backdrop do as well as ${tuned.best} or better (or were not shown to do worse): ` +
        `${equals.join(', ')}.`
      : `By ${metric.label}, every treatment without backdrop that shares seeds with ${tuned.best} was worse on these seeds ` +
        '(p < 0.05, uncorrected).';
  return {
    about: isChosen(tuned)
      ? `Each treatment at its best arm by ${metric.label}, and the best with backdrop, ${tuned.best}, minus it. The ` +
        'choice was made on the seeds that are compared, which flatters every treatment, those with more arms more.'
      : `The best arm with backdrop, ${tuned.best}, minus the others.`,
    finding: [finding, ...describeUntuned(tuned)].join(' '),
  };
}

/** What a cell of a map is. */
export function mapLegend({ label }: Metric): string {
  return (
    `Each cell of a map is the ${label} of the best arm with masks minus that of the best without, both chosen among their ` +
    'learning rates on the seeds that are compared, ± one standard error, with the p-value of the paired t-test.'
  );
}

/** What a map shows, how large its differences are, and how many choices lie at an end of their learning rates. */
export function describeMap({ cells }: MapSummary): string {
  const comparisons = cells.map(({ comparison }) => comparison);
  const { raised, lowered } = countShown(comparisons);
  const effects = [...comparisons]
    .sort((a, b) => a.difference - b.difference)
    .map(({ difference, standardError }) => formatEffect(difference, standardError));
  const means = cells.map(({ baseMean }) => baseMean);
  const at = (side: keyof MapCell['edges'], end: Edge) =>
    cells.filter(({ edges }) => edges[side] === end).length;
  return (
    `of ${cells.length} cells, masks raise the metric in ${raised} and lower it in ${lowered} (p < .05, uncorrected); ` +
    `differences from ${effects[0]} to ${effects.at(-1)}, where training without masks reaches ` +
    `${formatValue(Math.min(...means))} to ${formatValue(Math.max(...means))}. Best at the lowest of the learning rates: ` +
    `${at('arm', 'lowest')} with masks, ${at('base', 'lowest')} without; at the highest: ${at('arm', 'highest')} and ` +
    `${at('base', 'highest')}.${describeSaturatedCells(cells)}`
  );
}

/** In how many cells training without masks leaves next to no room, and at most how much. */
function describeSaturatedCells(cells: readonly MapCell[]): string {
  const saturated = cells.filter((cell) => cell.saturated);
  if (saturated.length === 0) return '';
  const least = Math.min(...saturated.map(({ baseMean }) => baseMean));
  return (
    ` Saturated, as training without masks reaches ${formatValue(least)} or more there: ` +
    `${saturated.map(({ row, column }) => `${row}, ${column}`).join('; ')}. That masks raise nothing there is no finding.`
  );
}

/** How the analysis that was fixed in advance is done, and what came of it. */
export function describeConfirmation(confirmed: Confirmed): string[] {
  const { plan, choose, test } = confirmed;
  const rule =
    `Fixed in ${plan} before the first run: of each family the arm that is best on seeds ${choose} is chosen, and the ` +
    `chosen arms are compared on seeds ${test}, which had no part in the choice. The primary comparison decides; ` +
    '"Holm" corrects the p-values of the secondary ones for their number.';
  return [rule, ...describeOutcome(confirmed)];
}

/** What came of it: the verdict, what may be claimed, and the arms that were chosen; the last only while runs are pending. */
export function describeOutcome(confirmed: Confirmed): string[] {
  const { chosen, exchanged } = confirmed;
  const arms = chosen.map(({ family, arm, tried, distinct }) => {
    const same = distinct < tried ? ` with ${distinct} different results` : '';
    return `${family}: ${arm} (of ${tried} settings${same})`;
  });
  const edges = chosen.flatMap(({ arm, edge }) => (edge ? [`${arm} (${edge})`] : []));
  return [
    ...describeFindings(confirmed),
    ...(arms.length > 0 ? [`Chosen: ${arms.join('; ')}.`] : []),
    ...(edges.length > 0
      ? [`Chosen at an end of their learning rates, so that others might do better: ${edges.join(', ')}.`]
      : []),
    ...(exchanged
      ? [`Chosen with the halves exchanged: ${exchanged.comparison.arm} and ${exchanged.comparison.base}.`]
      : []),
  ];
}

/** What stands in the way of a verdict, or undefined. */
export function describePending({ progress, pending, unsound }: Confirmed): string | undefined {
  if (unsound) return unsound;
  if (!pending) return undefined;
  return (
    `Not decided yet: ${progress.recorded} of the ${progress.planned} runs of the plan are recorded. No result is shown ` +
    'until all runs that it depends on are there.'
  );
}

/**
 * How many runs are still to be made and the command for them, given the one of the preset; undefined where none are, or
 * where they could not count.
 */
export function nextRuns(
  { missing, confirmed }: ExperimentSummary,
  command: string,
): { runs: number; make: string } | undefined {
  const where = confirmed?.commit ? ` (in a checkout of commit ${confirmed.commit}, built there)` : '';
  if (confirmed?.unsound) return undefined;
  if (missing > 0) return { runs: missing, make: command + where };
  if (!confirmed?.pending) return undefined;
  const { runs, seeds, arms } = confirmed.pending;
  return { runs, make: `${command} --seeds ${seeds} --arms ${arms.join(',')}${where}` };
}

/** The facts under a section's tables, one a line. */
export function sectionFacts(section: Section): string[] {
  const { experiment, summary, seeds, command, furtherCommand, origins } = section;
  const { confirmed } = summary;
  // What an analysis that was fixed in advance still lacks is told with its outcome.
  const missing = confirmed?.pending ? 0 : summary.missing;
  const next = nextRuns(summary, command);
  return [
    ...(experiment.reference.comparisons.length > 0 ? [`Reference: ${experiment.reference.source}.`] : []),
    `Seeds: ${formatSeeds(seeds)}.${missing > 0 ? ` ${missing} runs are missing.` : ''}`,
    ...describeDiverged(section),
    ...(section.diverged.length === 0 && confirmed?.verdict ? ['No net diverged.'] : []),
    ...describeData(section),
    ...origins.map(describeOrigin),
    ...(confirmed && next ? [`Next, with the --out of these records: ${next.make}`] : []),
    `These tables and figures again: ${[command, ...(furtherCommand ? [furtherCommand] : []), 'pnpm bench report'].join(' && ')}`,
  ];
}

function describeOrigin({ runs, commit, dirty, node, machine, backend, packages }: Origin): string {
  const source =
    commit === null ? 'unknown commit' : `commit ${commit.slice(0, 12)}${dirty ? ' with changes' : ''}`;
  const versions = Object.entries(packages).map(([name, version]) => `${name} ${version}`);
  const simd = backend.simd ? ' with SIMD' : '';
  return (
    `${runs} runs: ${source}, Node ${node}, ${backend.name} backend${simd}, ${machine.cpu} (${machine.cores} cores, ` +
    `${machine.platform}); ${versions.join(', ')}.`
  );
}
