import type { Comparison } from '../../analysis/compare-arms';
import type { Section } from '../../analysis/sections';
import { formatEffect, formatHolm, formatInterval, formatShown, formatValue } from '../format';
import type { Row, Table } from './table';

/** What a row is about and, where the table of arms does not hold them, the means of its two sides. */
interface Told {
  label: string;
  comparison: Comparison;
  means?: readonly number[];
  holmP?: number | null;
}

/** What the reference compared, best against best, and what was fixed in advance, in the experiment's first metric. */
export function resultTable(section: Section): Table {
  const compared = comparedElsewhere(section);
  const rows = [
    ...compared.map((comparison) => ({ label: named(comparison), comparison })),
    ...bestAgainstBest(section, compared),
    ...fixedInAdvance(section),
  ];
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
    rows: rows.map((told) => row(section, told)),
  };
}

function row({ experiment, summary }: Section, { label, comparison, means, holmP = null }: Told): Row {
  const { arm, base, metric, n, difference, standardError, interval } = comparison;
  const theirs = experiment.reference.comparisons.find(
    (one) => one.arm === arm && one.base === base && one.metric === experiment.metrics[0].name,
  );
  const meanOf = (name: string) => summary.arms.find((one) => one.arm === name)?.metrics[metric]?.mean;
  return {
    cells: [
      label,
      String(n),
      (means ?? [meanOf(arm), meanOf(base)]).map(formatValue).join(' − '),
      formatEffect(difference, standardError),
      formatInterval(interval, standardError),
      formatShown(comparison, holmP) + formatHolm(holmP),
      theirs ? formatEffect(theirs.difference, theirs.standardError) : '',
    ],
  };
}

function named({ arm, base }: Pick<Comparison, 'arm' | 'base'>): string {
  return `\`${arm}\` − \`${base}\``;
}

function comparedElsewhere({ experiment, summary }: Section): Comparison[] {
  const metric = experiment.metrics[0].name;
  return summary.comparisons.filter(
    (ours) =>
      ours.metric === metric &&
      experiment.reference.comparisons.some(
        (one) => one.arm === ours.arm && one.base === ours.base && one.metric === metric,
      ),
  );
}

/** The best with backdrop against each treatment without, and where nothing was compared elsewhere each mask at its best. */
function bestAgainstBest({ summary: { tuned } }: Section, compared: readonly Comparison[]): Told[] {
  if (!tuned) return [];
  const choice = (tried: number) => (tried > 1 ? `best of ${tried}` : 'the only');
  const plain = tuned.treatments.filter(({ backdrop }) => !backdrop);
  const masks = compared.length > 0 ? [] : tuned.treatments;
  const chosen = [
    ...masks.map(({ baseline, tried }) => ({
      comparison: baseline,
      ours: tried,
      theirs: plain[0]?.tried ?? 1,
    })),
    ...plain.map(({ comparison, tried }) => ({ comparison, ours: tuned.tried, theirs: tried })),
  ];
  const shown = new Set(compared.map(named));
  return chosen.flatMap(({ comparison, ours, theirs }) => {
    if (!comparison || shown.has(named(comparison))) return [];
    shown.add(named(comparison));
    return [{ label: `${choice(ours)} − ${choice(theirs)}: ${named(comparison)}`, comparison }];
  });
}

function fixedInAdvance({ summary: { confirmed } }: Section): Told[] {
  const { primary, secondary = [], besides = [], exchanged } = confirmed ?? {};
  return [
    ...(primary ? [{ role: 'primary', ...primary }] : []),
    ...secondary.map((one) => ({ role: 'secondary', ...one })),
    ...besides.map((one) => ({ role: `primary, ${one.label}`, ...one })),
    ...(exchanged ? [{ role: 'halves exchanged', ...exchanged }] : []),
  ].map(({ role, family, base, comparison, means, holmP }) => ({
    label: `${role}: \`${family}\` − \`${base}\``,
    comparison,
    means,
    holmP,
  }));
}
