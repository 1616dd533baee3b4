/** Throws an error that names the function, the constraint and the value received, unless the constraint is met. */
export function check(met: unknown, caller: string, constraint: string, value: unknown): asserts met {
  if (!met) throw new RangeError(`${caller}: ${constraint}, got ${value}`);
}

/** Options of which none is left out. */
export type Complete<T> = { [K in keyof T]-?: Exclude<T[K], undefined> };

/** The options, with defaults for those left out, if there are no others than these: a misspelled one is an error. */
export function readOptions<T extends object>(
  caller: string,
  options: T,
  defaults: { [K in keyof T]-?: unknown },
): Complete<T> {
  check(options && typeof options === 'object', caller, 'options must be an object', options);
  const given = Object.entries(options).filter(([, value]) => value !== undefined);
  for (const [name] of given) {
    check(
      Object.hasOwn(defaults, name),
      caller,
      `options must be among ${Object.keys(defaults).join(', ')}`,
      name,
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
  check(choices.includes(value), caller, `${name} must be '${choices.join("' or '")}'`, value);
}

/** Whether `value` is an array or a typed array; a DataView also counts, but has no length. */
export function isList(value: unknown): value is readonly number[] {
  return Array.isArray(value) || ArrayBuffer.isView(value);
}
