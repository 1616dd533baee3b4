import type { Origin, Section } from './sections';
import { formatSeeds } from './seed-ranges';

/** What every report says before its first table. */
export const introduction =
  'Backdrop leaves the forward pass as it is and drops part of the gradient at random. Arms of an experiment are ' +
  'paired by seed: same data, same initial weights. Each row is the mean over seeds ± one standard error, compared ' +
  'seed by seed with the arm named under "against"; the line below it is the reference obtained elsewhere. ' +
  'p-values are two-sided and not corrected for the number of comparisons; ~ marks the normal approximation of ' +
  "Wilcoxon's test. Where no mask, another learning rate or a crop does as well, the report says so.";

/** Chapter heading: title, preset and, unless it is the usual one, backend. */
export function sectionTitle({ experiment, summary }: Section): string {
  const backend = summary.backend === 'wasm' ? '' : `, ${summary.backend} backend`;
  return `${experiment.title} (${summary.preset}${backend})`;
}

/** The facts under a section's tables, one a line. */
export function sectionFacts({ experiment, summary, seeds, data, command, origins }: Section): string[] {
  return [
    `Reference: ${experiment.reference.source}.`,
    `Seeds: ${formatSeeds(seeds)}.${summary.missing > 0 ? ` ${summary.missing} runs are missing.` : ''}`,
    ...(data ? [`Data: ${data}.`] : []),
    ...origins.map(describeOrigin),
    `Again: ${command}`,
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
