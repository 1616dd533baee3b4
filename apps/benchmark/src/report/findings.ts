import { type Confirmed, claims, differing, type FamilyResult } from '../analysis/confirm';
import type { Equivalence, Verdict } from '../analysis/verdict';
import {
  formatDetectable,
  formatDifference,
  formatEffect,
  formatInterval,
  formatP,
  formatTested,
} from './format';

/** The verdict of an analysis that was fixed in advance, and what its secondary comparisons show; empty before there is one. */
export function describeFindings(confirmed: Confirmed): string[] {
  const { verdict, primary, equivalence } = confirmed;
  if (!verdict || !primary) return [];
  return [
    describeVerdict(verdict, primary) + describeEquivalence(equivalence),
    ...describeProvided(confirmed),
    ...describeNoEffect(confirmed),
    ...(equivalence ? describeDifferences(confirmed) : describeClaims(confirmed, primary)),
  ];
}

function describeVerdict(verdict: Verdict, { family, base, comparison }: FamilyResult): string {
  return `${verdicts[verdict]} ${family} − ${base}: ${formatTested(comparison)}.`;
}

function describeEquivalence(equivalence: Equivalence | undefined): string {
  if (!equivalence) return '';
  const { margin, p } = equivalence;
  return ` Two one-sided t-tests against a difference of ${margin} either way: p ${formatP(p)}.`;
}

/** Whether the primary result may be read as one about a gain, where the plan says what it takes. */
function describeProvided({ provided }: Confirmed): string[] {
  if (!provided) return [];
  const { family, base, comparison, holmP, holds } = provided;
  const { difference, standardError } = comparison;
  const test = `${formatEffect(difference, standardError)}, p ${formatP(holmP)} after Holm's correction`;
  return [
    holds
      ? `Read as one about the gain, as ${family} − ${base} is positive: ${test}.`
      : `Not to be read as one about a gain, as ${family} − ${base} is not shown to be positive: ${test}.`,
  ];
}

/** What came of the prediction of no effect by another metric. */
function describeNoEffect({ noEffect }: Confirmed): string[] {
  if (!noEffect) return [];
  const { family, base, label, within, holds, comparison } = noEffect;
  const { difference, standardError, interval } = comparison;
  const least = formatDetectable(comparison);
  return [
    `No effect was predicted on ${label}, which is ${holds ? '' : 'not '}borne out: ${family} − ${base} is ` +
      `${formatEffect(difference, standardError)}, and its interval, ${formatInterval(interval, standardError)}, ` +
      `${holds ? 'lies' : 'does not lie'} within ${within} either way` +
      `${least === undefined ? '' : `; a difference of ${least} would have been found four times in five`}.`,
  ];
}

/** What the secondary comparisons show beside a question of equivalence. */
function describeDifferences(confirmed: Confirmed): string[] {
  const { shown, others } = differing(confirmed);
  const told = shown.map(
    ({ family, base, comparison: { difference } }) =>
      `${family} ${difference > 0 ? 'above' : 'below'} ${base} (${formatDifference(difference)})`,
  );
  const rest = others.map(({ family, base }) => `${family} and ${base}`);
  return [
    ...(told.length > 0 ? [`Shown to differ (p < .05 after Holm's correction): ${told.join('; ')}.`] : []),
    ...(rest.length > 0 ? [`Not shown to differ: ${rest.join('; ')}.`] : []),
  ];
}

/** What the secondary comparisons show: of the primary family, then of the others against its base. */
function describeClaims(confirmed: Confirmed, { family, base }: FamilyResult): string[] {
  const { shown, others } = claims(confirmed);
  const against = (results: readonly FamilyResult[]) =>
    results.filter((one) => one.family === family).map((one) => one.base);
  const over = (results: readonly FamilyResult[]) =>
    results.filter((one) => one.family !== family && one.base === base).map((one) => one.family);
  const told = (text: string, names: readonly string[]) =>
    names.length > 0 ? [`${text}: ${names.join(', ')}.`] : [];
  const corrected = "(p < .05 after Holm's correction)";
  return [
    ...told(`${family} beats ${corrected}`, against(shown)),
    ...told(`${family} was not shown to beat`, against(others)),
    ...told(`Others that beat ${base} ${corrected}`, over(shown)),
    ...told(`Not shown to beat ${base}`, over(others)),
  ];
}

/** What the primary comparison has shown, in the words of the plan. */
const verdicts: Readonly<Record<Verdict, string>> = {
  confirmed: 'Confirmed: the primary difference is positive (p < .05).',
  small:
    'Confirmed and refuted: the primary difference is positive (p < .05), and its interval ends below what the plan calls worthwhile.',
  harmful: 'Refuted, and harm: the primary difference is negative (p < .05).',
  refuted: 'Refuted: the interval of the primary difference ends below what the plan calls worthwhile.',
  equivalent: 'Equivalent: the primary difference lies within the margin of the plan (p < .05).',
  different:
    'Different: the primary difference is not zero (p < .05), and not shown to lie within the margin.',
  undecided: 'Undecided: the question of the plan is answered neither way.',
};
