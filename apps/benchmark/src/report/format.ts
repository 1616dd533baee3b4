import type { PairedComparison } from '../statistics/paired';
import { detectableDifference } from '../statistics/power';

/** `0.703`, three decimals; `–` where there is no value. */
export function formatValue(value: number | null | undefined): string {
  return value === null || value === undefined ? '–' : value.toFixed(3);
}

/** `+0.034` or `−0.027`. */
export function formatDifference(value: number, decimals = 3): string {
  return `${value < 0 ? '−' : '+'}${Math.abs(value).toFixed(decimals)}`;
}

/** `0.703 ± 0.005` */
export function formatMean(mean: number, standardError: number | null | undefined): string {
  return mean.toFixed(decimalsFor(standardError)) + formatError(standardError);
}

/** `+0.034 ± 0.007`, `−0.0003 ± 0.0002` */
export function formatEffect(difference: number, standardError: number | null | undefined): string {
  return formatDifference(difference, decimalsFor(standardError)) + formatError(standardError);
}

/** What a t-test of paired differences is told by. */
type Tested = Pick<PairedComparison, 'n' | 'tTestP'> & { standardError?: number | null | undefined };

/** `+0.034 ± 0.007, p 8.0e-5`: a difference with the p-values of its t-test, as `formatShown` tells them. */
export function formatTested(
  comparison: Tested & { difference: number },
  holmP: number | null = null,
): string {
  const { difference, standardError } = comparison;
  return `${formatEffect(difference, standardError)}, p ${formatShown(comparison, holmP)}${formatHolm(holmP)}`;
}

/**
 * `8.0e-5`, and for what is not shown, p >= .05 (after Holm's correction, where there is one), the difference that the test
 * without correction would have found four times in five: `0.18 [0.011]`.
 */
export function formatShown(comparison: Tested, holmP: number | null = null): string {
  const { tTestP } = comparison;
  const least = formatDetectable(comparison);
  if (tTestP === null || (holmP ?? tTestP) < 0.05 || least === undefined) return formatP(tTestP);
  return `${formatP(tTestP)} [${least}]`;
}

/** ` (Holm 0.14)`, and nothing where there was no correction. */
export function formatHolm(holmP: number | null): string {
  return holmP === null ? '' : ` (Holm ${formatP(holmP)})`;
}

/** The difference that a t-test would have found four times in five, if there is one: `0.011`. */
export function formatDetectable({ n, standardError }: Omit<Tested, 'tTestP'>): string | undefined {
  const least = detectableDifference({ n, standardError: standardError ?? null });
  return least?.toFixed(decimalsFor(standardError));
}

/** `+0.021 to +0.047` */
export function formatInterval(
  interval: readonly [number, number] | null | undefined,
  standardError: number | null | undefined,
): string {
  if (!interval) return '–';
  return interval.map((end) => formatDifference(end, decimalsFor(standardError))).join(' to ');
}

function formatError(standardError: number | null | undefined): string {
  if (standardError === null || standardError === undefined) return '';
  return ` ± ${standardError.toFixed(decimalsFor(standardError))}`;
}

/** Three, and four where the error is smaller than .001 and not of rounding. */
function decimalsFor(standardError: number | null | undefined): number {
  return standardError && standardError < 0.001 && standardError > 1e-6 ? 4 : 3;
}

/** Two significant digits: `0.048`, `8.0e-5`. */
export function formatP(p: number | null | undefined): string {
  if (p === null || p === undefined) return '–';
  if (p === 0) return '0';
  return p < 0.001 ? p.toExponential(1) : p.toPrecision(2);
}

/** A number of seconds for a table: `0.18`, `2.2`. */
export function formatSeconds(seconds: number | undefined): string {
  if (seconds === undefined) return '–';
  return seconds < 1 ? seconds.toFixed(2) : seconds.toFixed(1);
}
