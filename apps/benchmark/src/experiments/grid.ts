import { refuse } from '../check';
import { type Arm, armName, type Tuning } from './arm';

/** An arm before it is tuned. */
export type Untuned<Config> = Omit<Arm<Config>, 'treatment' | 'tuning'>;

export interface GridOptions<Config> {
  /** The experiment's own values: what is tuned to them is not named. */
  own?: Tuning;
  /** Settings that follow from the tuned ones. */
  follow?: (tuning: Tuning) => Partial<Config>;
}

/**
 * Every treatment at every combination of the tuned settings, by name; the first of `tuned` is the outermost loop, the
 * treatments are the innermost. Each arm is compared with its bases at the same settings.
 *
 * @param tuned - the values to be tried of each setting; none for arms that are not tuned.
 * @throws RangeError where two arms would have one name.
 */
export function grid<Config>(
  treatments: Readonly<Record<string, Untuned<Config>>>,
  tuned: { readonly [Key in keyof Tuning]?: readonly Tuning[Key][] } = {},
  { own = {}, follow = () => ({}) }: GridOptions<Config> = {},
): Record<string, Arm<Config>> {
  const arms: Record<string, Arm<Config>> = {};
  for (const tuning of combinations(tuned)) {
    const named = (treatment: string) => armName(treatment, tuning, own);
    for (const [treatment, { config, against, ...arm }] of Object.entries(treatments)) {
      const name = named(treatment);
      if (name in arms) refuse('grid', 'arms must have names of their own', name);
      arms[name] = {
        ...arm,
        treatment,
        tuning,
        config: { ...config, ...tuning, ...follow(tuning) },
        ...(against && { against: against.map(named) }),
      };
    }
  }
  return arms;
}

function combinations(tuned: Readonly<Record<string, readonly unknown[]>>): Tuning[] {
  return Object.entries(tuned).reduce<Tuning[]>(
    (some, [key, values]) => some.flatMap((tuning) => values.map((value) => ({ ...tuning, [key]: value }))),
    [{}],
  );
}
