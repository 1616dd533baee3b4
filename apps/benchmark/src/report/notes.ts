import type { Metric } from '../experiments/experiment';
import type { Confirmed, Verdict } from './confirm';
import type { Origin, Section } from './sections';
import { formatSeeds } from './seed-ranges';
import { isChosen, rivals, type Tuned, untuned } from './tuned';

/** What every report says before its first table. */
export const introduction =
  'Backdrop leaves the forward pass as it is and drops part of the gradient at random. Arms of an experiment are ' +
  'paired by seed: same data, same initial weights. Each row is the mean over seeds ± one standard error, compared ' +
  'seed by seed with the arm named under "against"; the line below it is the reference obtained elsewhere. ' +
  'Intervals are bootstrap intervals of the mean difference (95 %, bias-corrected and accelerated). p-values are ' +
  'two-sided and not corrected for the number of comparisons; ~ marks the normal approximation of ' +
  "Wilcoxon's test. Where no mask, another learning rate or a crop does as well, the report says so.";

/** Chapter heading: title, preset and, unless it is the usual one, backend. */
export function sectionTitle({ experiment, summary }: Section): string {
  const backend = summary.backend === 'wasm' ? '' : `, ${summary.backend} backend`;
  return `${experiment.title} (${summary.preset}${backend})`;
}

/** What the table of treatments is about, and what it shows. */
export function describeTuned(tuned: Tuned, metric: Metric): { about: string; finding: string } {
  const equals = rivals(tuned).map(({ arm }) => arm);
  const single = untuned(tuned).map(({ arm }) => arm);
  const finding =
    equals.length > 0
      ? `By ${metric.label}, these without backdrop do as well as ${tuned.best} or better (or were not shown to do worse): ` +
        `${equals.join(', ')}.`
      : `By ${metric.label}, every treatment without backdrop that shares seeds with ${tuned.best} was worse on these seeds ` +
        '(p < 0.05, uncorrected).';
  const caution =
    single.length > 0
      ? ` Run at one learning rate only, so that their best is not known: ${single.join(', ')}.`
      : '';
  return {
    about: isChosen(tuned)
      ? `Each treatment at its best arm by ${metric.label}, and the best with backdrop, ${tuned.best}, minus it. The ` +
        'choice was made on the seeds that are compared, which flatters every treatment, those with more arms more.'
      : `The best arm with backdrop, ${tuned.best}, minus the others.`,
    finding: finding + caution,
  };
}

/** How far the analysis that was fixed in advance has come, and how it was done. */
export function describeConfirmation(confirmed: Confirmed, command: string): string[] {
  const { plan, choose, test, chosen, pending, verdict, unsound } = confirmed;
  const arms = chosen.map(({ family, arm, tried }) => `${family}: ${arm} (of ${tried})`).join('; ');
  const rule =
    `Fixed in ${plan} before the first run: of each family the arm that is best on seeds ${choose} is chosen, and the ` +
    `chosen arms are compared on seeds ${test}, which had no part in the choice. One comparison decides; "Holm" corrects ` +
    'the p-values of the others for their number.';
  return [
    rule,
    ...(arms ? [`Chosen: ${arms}.`] : []),
    ...(pending
      ? [`Not decided yet, ${pending.runs} runs are missing: ${pendingCommand(confirmed, command)}`]
      : []),
    ...(unsound ? [unsound] : []),
    ...(verdict ? [verdicts[verdict]] : []),
  ];
}

/** The command that makes the runs that are pending, given the one of the preset. */
export function pendingCommand({ chosen, pending }: Confirmed, command: string): string {
  const arms = chosen.length > 0 ? ` --arms ${pending!.arms.join(',')}` : '';
  return `${command} --seeds ${pending!.seeds}${arms}`;
}

/** What the comparison that decides has shown, in the words of the plan. */
export const verdicts: Readonly<Record<Verdict, string>> = {
  confirmed: 'Confirmed: the difference that decides is positive (p < .05).',
  small:
    'Confirmed and refuted: the difference that decides is positive (p < .05), and its interval ends below what the plan calls worthwhile.',
  harmful: 'Refuted, and harm: the difference that decides is negative (p < .05).',
  refuted: 'Refuted: the interval of the difference that decides ends below what the plan calls worthwhile.',
  undecided: 'Undecided: the difference that decides is neither shown to be positive nor shown to be small.',
};

/** The facts under a section's tables, one a line. */
export function sectionFacts(section: Section): string[] {
  const { experiment, summary, seeds, data, command, furtherCommand, origins } = section;
  const diverged = section.diverged.map(({ arm, diverged, runs }) => `${arm} (${diverged} of ${runs})`);
  return [
    ...(experiment.reference.comparisons.length > 0 ? [`Reference: ${experiment.reference.source}.`] : []),
    `Seeds: ${formatSeeds(seeds)}.${summary.missing > 0 ? ` ${summary.missing} runs are missing.` : ''}`,
    ...(diverged.length > 0 ? [`Diverged, and counted as guessing: ${diverged.join(', ')}.`] : []),
    ...(data ? [`Data: ${data}.`] : []),
    ...origins.map(describeOrigin),
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
