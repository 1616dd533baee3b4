/** One value of a demo: where it starts, and what text of a link or a field of a form means it. */
export interface Field<T> {
  initial: T;
  /** The value that a text means, or nothing if it means none. */
  read(text: string): T | undefined;
  /** What may be given, in words: "an integer from 0 to 9". */
  allowed: string;
}

export type Fields = Record<string, Field<unknown>>;
export type Values<F extends Fields> = { [K in keyof F]: F[K] extends Field<infer T> ? T : never };

const inWords = (list: readonly string[]) => `${list.slice(0, -1).join(', ')} or ${list.at(-1)}`;

export function number(initial: number, [lowest, highest]: readonly [number, number]): Field<number> {
  const read = (text: string) => {
    const value = Number(text);
    return text.trim() !== '' && value >= lowest && value <= highest ? value : undefined;
  };
  return { initial, read, allowed: `a number from ${lowest} to ${highest}` };
}

export function integer(initial: number, [lowest, highest]: readonly [number, number]): Field<number> {
  const { read } = number(initial, [lowest, highest]);
  return {
    initial,
    read: (text) => (Number.isSafeInteger(Number(text)) ? read(text) : undefined),
    allowed: `an integer from ${lowest} to ${highest}`,
  };
}

export function choice<const T extends string>(initial: NoInfer<T>, choices: readonly T[]): Field<T> {
  return {
    initial,
    read: (text) => choices.find((name) => name === text),
    allowed: inWords(choices),
  };
}

/** Some of a list, all of them at first; in a link, names with dots between them. */
export function subset<const T extends string>(all: readonly T[]): Field<T[]> {
  const read = (text: string) => {
    const names = text.split(/[.,]/);
    const chosen = all.filter((name) => names.includes(name));
    return chosen.length === names.length ? chosen : undefined;
  };
  return { initial: [...all], read, allowed: `one or more of ${all.join('.')}` };
}

export const seed = (initial: number) => integer(initial, [0, Number.MAX_SAFE_INTEGER]);

export function initialValues<F extends Fields>(fields: F): Values<F> {
  return Object.fromEntries(
    Object.entries(fields).map(([name, { initial }]) => [name, initial]),
  ) as Values<F>;
}

/** What is wrong with values as a form holds them, in words. */
export function problemsOf(fields: Fields, values: Record<string, unknown>): string[] {
  return Object.entries(fields)
    .filter(([name, { read }]) => read(String(values[name])) === undefined)
    .map(([name, { allowed }]) => `${name} must be ${allowed}, got "${values[name]}"`);
}

/** The values of a link's query. What it does not name is as it is at first; what cannot be read stays as it stands there. */
export function fromQuery<F extends Fields>(fields: F, query: string): Values<F> {
  const given = new URLSearchParams(query);
  const values = Object.entries(fields).map(([name, { initial, read }]) => {
    const text = given.get(name);
    return [name, text === null ? initial : (read(text) ?? text)];
  });
  return Object.fromEntries(values) as Values<F>;
}

export function toQuery(values: Record<string, unknown>): string {
  const text = (value: unknown) => (Array.isArray(value) ? value.join('.') : String(value));
  return `?${new URLSearchParams(Object.entries(values).map(([name, value]) => [name, text(value)]))}`;
}
