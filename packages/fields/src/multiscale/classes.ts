/** One class of a multi-scale set. */
export interface ScaleClass {
  /** The lengths as given, in the order of the scales, joined by hyphens: '9.5-80'. */
  readonly name: string;
  /** For each scale, which of its lengths. */
  readonly choices: readonly number[];
}

/**
 * All combinations of one length per scale, numbered as in the paper's generator: label = choice 0 + count 0
 * (choice 1 + count 1 (choice 2 + ...)), so that the choice of the first scale changes fastest.
 */
export function combineScales(scales: readonly (readonly number[])[]): ScaleClass[] {
  return scales.reduce<ScaleClass[]>(
    (classes, lengths) =>
      lengths.flatMap((length, choice) =>
        classes.map(({ name, choices }) => ({
          name: name === '' ? `${length}` : `${name}-${length}`,
          choices: [...choices, choice],
        })),
      ),
    [{ name: '', choices: [] }],
  );
}
