/** `0.703`, three decimals; `–` where there is no value. */
export function formatValue(value: number | null | undefined): string {
  return value === null || value === undefined ? '–' : value.toFixed(3);
}

/** `+0.034` or `−0.027`. */
export function formatDifference(value: number): string {
  return `${value < 0 ? '−' : '+'}${Math.abs(value).toFixed(3)}`;
}

export function formatWithError(text: string, standardError: number | null | undefined): string {
  return standardError === null || standardError === undefined
    ? text
    : `${text} ± ${formatValue(standardError)}`;
}

/** `+0.021 to +0.047` */
export function formatInterval(interval: readonly [number, number] | null | undefined): string {
  if (!interval) return '–';
  return `${formatDifference(interval[0])} to ${formatDifference(interval[1])}`;
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
