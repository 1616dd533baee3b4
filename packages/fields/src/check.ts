// What the public functions refuse, in one form: `caller: constraint, got value; remedy`.

/**
 * Throws, unless the constraint is met, what must hold and what was given instead: a RangeError, or a TypeError if the value is not
 * of the kind that `typeof` should tell, or no list.
 */
export function check(
  met: unknown,
  caller: string,
  constraint: string,
  value: unknown,
  remedy = '',
  kind = 'number',
): asserts met {
  if (met) return;
  const isRight = kind === 'list' ? isList(value) : typeof value === kind && value !== null;
  const Failure = isRight ? RangeError : TypeError;
  throw new Failure(`${caller}: ${constraint}, got ${show(value)}${remedy && `; ${remedy}`}`);
}

/** Any value as a short text, strings quoted. Never throws, whatever the value does when it is looked at. */
export function show(value: unknown): string {
  try {
    if (typeof value === 'string') return JSON.stringify(value.slice(0, 99));
    if (Object(value) !== value) return String(value);
    return {}.toString.call(value).slice(8, -1) + (isList(value) ? ` of length ${value.length}` : '');
  } catch {
    return typeof value;
  }
}

/** Options of which none is left out. */
export type Complete<T> = { [K in keyof T]-?: Exclude<T[K], undefined> };

/** The options, with defaults for those left out, if there are no others than these: a misspelled one is an error. */
export function readOptions<T extends object>(
  caller: string,
  options: T,
  defaults: { [K in keyof T]-?: unknown },
): Complete<T> {
  check(typeof options === 'object' && options, caller, 'options must be an object', options, '', 'object');
  const given = Object.entries(options).filter(([, value]) => value !== undefined);
  for (const [name] of given) {
    check(
      Object.hasOwn(defaults, name),
      caller,
      `options must be among ${Object.keys(defaults).join(', ')}`,
      name,
      '',
      'string',
    );
  }
  return { ...defaults, ...Object.fromEntries(given) } as never;
}

/** Throws unless `value` is a number in [least, most]; by default one whose fourth power is too, with room to spare. */
export function checkNumber(caller: string, name: string, value: number, least = 1e-50, most = 1e50): void {
  const met = typeof value === 'number' && value >= least && value <= most;
  check(met, caller, `${name} must be a number in [${least}, ${most}]`, value);
}

/** Throws unless `value` is an integer in [least, most]. */
export function checkInteger(caller: string, name: string, value: number, least: number, most: number): void {
  const met = Number.isInteger(value) && value >= least && value <= most;
  check(met, caller, `${name} must be an integer in [${least}, ${most}]`, value);
}

/** Throws unless `value` is one of `choices`. */
export function checkChoice(caller: string, name: string, value: string, ...choices: string[]): void {
  check(choices.includes(value), caller, `${name} must be '${choices.join("' or '")}'`, value, '', 'string');
}

/** Whether `value` is an array or a typed array, and one whose memory has not been transferred away. */
export function isList(value: unknown): value is readonly number[] {
  try {
    // `at` throws for an array without memory.
    return Array.isArray(value) || (ArrayBuffer.isView(value) && (value as Float64Array).at(0) !== null);
  } catch {
    return false;
  }
}
