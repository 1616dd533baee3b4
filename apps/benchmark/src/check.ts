// What the benchmark refuses, in one form: `caller: constraint, got value; remedy`. `caller` is a command where the command
// line is wrong, which is then named as it is written, and else the exported function.

/** Another kind of error, and what has led to it. */
export interface Failure {
  kind?: new (message: string, options?: ErrorOptions) => Error;
  cause?: unknown;
}

/** Throws for a state of the surroundings: what must hold, what there is instead in words, and what to do about it. */
export function fail(
  caller: string,
  constraint: string,
  got: string,
  remedy = '',
  { kind = Error, cause }: Failure = {},
): never {
  const message = `${caller}: ${constraint}, got ${got}${remedy && `; ${remedy}`}`;
  throw new kind(message, cause === undefined ? undefined : { cause });
}

/** Throws what the system answers, as an error with a code, in our form; any other error, which has it already, as it is. */
export function explain(error: unknown, caller: string, constraint: string, remedy: string): never {
  if ((error as NodeJS.ErrnoException | null)?.code === undefined) throw error;
  return fail(caller, constraint, show(error), remedy, { cause: error });
}

/** Throws a RangeError: for a value outside of its set. */
export function refuse(caller: string, constraint: string, value: unknown, remedy?: string): never {
  fail(caller, constraint, show(value), remedy, { kind: RangeError });
}

/** Throws a TypeError: for what is of the wrong kind, whatever its value. */
export function refuseKind(caller: string, constraint: string, value: unknown, remedy?: string): never {
  fail(caller, constraint, show(value), remedy, { kind: TypeError });
}

/** Throws unless all names are among the valid ones. */
export function checkNames(
  caller: string,
  what: string,
  names: readonly string[],
  valid: readonly string[],
): void {
  const unknown = names.find((name) => !valid.includes(name));
  if (unknown !== undefined) refuse(caller, `${what} must be one of ${valid.join(', ')}`, unknown);
}

/**
 * Any value as a short text: strings quoted and cut, errors by what they say, arrays cut to their first entries, the deeper
 * the fewer. Never throws, whatever the value does when it is looked at.
 */
export function show(value: unknown, most = 9): string {
  try {
    if (typeof value === 'string') return JSON.stringify(value.slice(0, 99));
    if (value instanceof Error) return String(value.message);
    if (Array.isArray(value)) {
      const shown = Array.from(value.slice(0, most), (entry) => show(entry, most >> 1));
      return `[${shown}${value.length > most ? '…' : ''}]`;
    }
    return Object(value) === value ? {}.toString.call(value) : String(value);
  } catch {
    return 'what cannot be shown';
  }
}
