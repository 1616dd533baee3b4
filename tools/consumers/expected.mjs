/** What the programs give, everywhere: [relative tolerance, values]. Only sums in float32 may differ in their last bits. */
export const expected = {};

/**
 * Lines that a consumer may print on its standard error, or as a warning in the browser's console, and why.
 * @type {{ line: RegExp, reason: string }[]}
 */
export const allowedOutput = [];

/** Throws unless a program's results are the expected ones. @param {string} program @param {Record<string, number[]>} results */
export function assertExpected(program, results) {
  for (const [name, [tolerance, values]] of Object.entries(expected[program])) {
    const got = results?.[name];
    const close = (value, i) => Math.abs(value - got[i]) <= tolerance * Math.max(1, Math.abs(value));
    if (got?.length !== values.length || !values.every(close)) {
      throw new Error(`${program}: ${name} must be ${JSON.stringify(values)}, got ${JSON.stringify(got)}`);
    }
  }
}

/** Throws if a consumer printed a line that nobody has given a reason for. @param {string} stderr */
export function assertQuiet(stderr) {
  const lines = stderr
    .split('\n')
    .filter((line) => line.trim() && !allowedOutput.some(({ line: allowed }) => allowed.test(line)));
  if (lines.length > 0) throw new Error(`printed: ${lines.slice(0, 8).join('\n')}`);
}
