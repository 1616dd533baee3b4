/** `0.703`, three decimals; `–` where there is no value. */
export function formatValue(value: number | null | undefined): string {
  return value === null || value === undefined ? '–' : value.toFixed(3);
}

/** `+0.034` or `−0.027`. */
export function formatDifference(value: number, decimals = 3): string {
  return `${value < 0 ? '−' : '+'}${Math.abs(value).toFixed(decimals)}`;
}

/** `0.703 ± 0.005`, `0.99104 ± 0.00041`. */
export function formatMean(mean: number, standardError: number | null | undefined): string {
  return mean.toFixed(decimalsFor(standardError)) + formatError(standardError);
}

/** `+0.034 ± 0.007`, `−0.00031 ± 0.00017`. */
export function formatEffect(difference: number, standardError: number | null | undefined): string {
  return formatDifference(difference, decimalsFor(standardError)) + formatError(standardError);
}

/** `+0.021 to +0.047` */
export function formatInterval(interval: readonly [number, number] | null | undefined): string {
  if (!interval) return '–';
  // An interval of 95 % is about four standard errors wide.
  const decimals = decimalsFor((interval[1] - interval[0]) / 4);
  return `${formatDifference(interval[0], decimals)} to ${formatDifference(interval[1], decimals)}`;
}

function formatError(standardError: number | null | undefined): string {
  if (standardError === null || standardError === undefined) return '';
  return ` ± ${standardError.toFixed(decimalsFor(standardError))}`;
}

/** Three, or as many as show two digits of an error that is smaller and not of rounding. */
function decimalsFor(standardError: number | null | undefined): number {
  if (!standardError || standardError >= 0.001 || standardError < 1e-6) return 3;
  return 1 - Math.floor(Math.log10(standardError));
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
