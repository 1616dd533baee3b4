import { check, checkNumber, isList } from '../check';

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

/** How many classes a set may have. */
const MOST_CLASSES = 65536;

/** A copy of the lengths of each scale, checked. */
export function readScales(caller: string, scales: readonly (readonly number[])[]): number[][] {
  const constraint = 'scales must be lists of at least one length each';
  check(isList(scales) && scales.length <= MOST_CLASSES, caller, constraint, scales, '', 'list');
  // Holes too, which loops leave out.
  const lists = Array.from<readonly number[]>(scales);
  check(
    lists.length > 0 && lists.every((scale) => isList(scale) && scale.length > 0),
    caller,
    constraint,
    scales,
    '',
    'list',
  );
  const count = lists.reduce((product, scale) => product * scale.length, 1);
  check(count <= MOST_CLASSES, caller, `scales must make at most ${MOST_CLASSES} classes`, count);
  return lists.map((scale, s) => {
    const lengths = Array.from(scale, (length) => {
      checkNumber(caller, `each length of scales[${s}]`, length);
      return length;
    });
    check(
      new Set(lengths).size === lengths.length,
      caller,
      `the lengths of scales[${s}] must differ`,
      lengths,
      '',
      'list',
    );
    return lengths;
  });
}
