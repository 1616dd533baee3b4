/** Throws unless `options` is an object with no other names than these, which would be misspelled ones. */
export function checkOptions(
  caller: string,
  options: unknown,
  names: readonly string[],
): asserts options is object {
  if (typeof options !== 'object' || options === null || Array.isArray(options)) {
    throw new Error(`${caller}: options must be an object with some of ${names.join(', ')}, got ${options}`);
  }
  const unknown = Object.keys(options).find((name) => !names.includes(name));
  if (unknown !== undefined) {
    throw new Error(`${caller}: options must be among ${names.join(', ')}, got ${unknown}`);
  }
}

/** Throws unless `value` is one of `choices`. */
export function checkChoice(caller: string, name: string, value: unknown, choices: readonly unknown[]): void {
  if (!choices.includes(value)) {
    throw new Error(`${caller}: ${name} must be ${choices.join(' or ')}, got ${value}`);
  }
}

/** Throws unless `value` is a positive integer or a pair of them. */
export function checkSizes(caller: string, name: string, value: unknown): void {
  const sizes = Array.isArray(value) && value.length === 2 ? value : [value];
  if (!sizes.every((size) => Number.isInteger(size) && size > 0)) {
    throw new Error(`${caller}: ${name} must be a positive integer or a pair of them, got ${value}`);
  }
}
