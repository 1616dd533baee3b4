// Arguments that work, spoiled in one or a few places.
import fc from 'fast-check';
import { hostile, misshapen, thrower } from './hostile';

type Path = readonly (string | number)[];
type Draw = {
  readonly place: number;
  readonly kind: Kind;
  readonly other: number;
  readonly value: () => unknown;
};
type Kind = 'put' | 'borrow' | 'leave out' | 'resize' | 'name' | 'wrap' | 'number';

/** What may be done, simpler things first, since failures shrink to them. */
export const drawSpoils = (own: readonly (() => unknown)[]): fc.Arbitrary<readonly Draw[]> => {
  const number = fc.oneof(
    fc.double(),
    fc.integer(),
    fc.integer({ min: -9, max: 99 }),
    fc.double({ min: -2, max: 2 }),
  );
  const value = fc.oneof(
    { weight: 3, arbitrary: fc.constantFrom(...hostile) },
    { weight: 6, arbitrary: fc.constantFrom(...misshapen, ...own) },
    {
      weight: 2,
      arbitrary: number.map(
        (x) =>
          function random() {
            return x;
          },
      ),
    },
    {
      weight: 2,
      arbitrary: fc
        .anything({
          withBigInt: true,
          withDate: true,
          withMap: true,
          withNullPrototype: true,
          withSet: true,
          withSparseArray: true,
          withTypedArray: true,
        })
        .map(
          (x) =>
            function random() {
              return x;
            },
        ),
    },
  );
  const kind = fc.oneof(
    { weight: 8, arbitrary: fc.constant<Kind>('put') },
    {
      weight: 5,
      arbitrary: fc.constantFrom<Kind>('number', 'borrow', 'leave out', 'resize', 'name', 'wrap'),
    },
  );
  const draw = fc.record({ place: fc.nat(999), kind, other: fc.nat(999), value });
  return fc.array(draw, { minLength: 1, maxLength: 3 });
};

/** Whether its entries are arguments too: an array, or an object that is nothing but its entries. */
const isOpen = (x: unknown): x is Record<string, unknown> =>
  Array.isArray(x) || (Object(x) === x && Object.getPrototypeOf(x) === Object.prototype);

const isTyped = (x: unknown): x is Float64Array =>
  ArrayBuffer.isView(x) && !(x instanceof DataView) && x.byteLength > 0;

/** What a look at an argument finds; nothing in one that throws. */
function looked<A>(look: () => A, otherwise: A): A {
  try {
    return look();
  } catch {
    return otherwise;
  }
}

/** Every place in the arguments, outer ones first; of long lists the first entries and the last. */
function placesOf(x: unknown, path: Path = [], depth = 4): Path[] {
  const open = depth > 0 && (isOpen(x) || isTyped(x));
  if (!open) return [path];
  const keys = Object.keys(x as object);
  const some = keys.length > 12 ? [...keys.slice(0, 6), keys.at(-1)!] : keys;
  return [
    ...(path.length ? [path] : []),
    ...some.flatMap((key) => placesOf((x as Record<string, unknown>)[key], [...path, key], depth - 1)),
  ];
}

const at = (x: unknown, path: Path): unknown =>
  path.reduce<unknown>((inner, key) => (inner as Record<string, unknown>)?.[key], x);

/** A copy in which one place was changed; whatever is on the way to it is copied, too. */
function change(x: unknown, [key, ...rest]: Path, edit: (inner: unknown) => unknown, drop = false): unknown {
  if (key === undefined) return edit(x);
  if (isTyped(x)) {
    const copy = x.slice();
    const inner = edit(x[key as number]);
    if (typeof inner === typeof copy[0]) copy[key as number] = inner as number;
    return copy;
  }
  if (!isOpen(x)) return x;
  const copy = (Array.isArray(x) ? x.slice() : { ...x }) as Record<string, unknown>;
  if (drop && rest.length === 0) delete copy[key];
  else copy[key] = change(x[key], rest, edit, drop);
  return copy;
}

/** Lists and typed arrays of another length, strings too. */
function resize(x: unknown, length: number): unknown {
  if (typeof x === 'string') return x.repeat(length % 3);
  if (Array.isArray(x)) return Array.from({ length }, (_, i) => x[i % Math.max(x.length, 1)]);
  if (isTyped(x)) {
    const longer = new (x.constructor as Float64ArrayConstructor)(length);
    longer.forEach((_, i) => {
      if (x.length) longer[i] = x[i % x.length]!;
    });
    return longer;
  }
  return x;
}

/** The arguments with what was drawn done to them, and what that was. */
export function spoiled(
  args: readonly unknown[],
  draws: readonly Draw[],
): { args: unknown[]; what: () => string } {
  let now: unknown = args;
  const what: (() => string)[] = [];
  for (const { place, kind, other, value } of draws) {
    const given = now;
    const places = looked(() => placesOf(given), []);
    if (places.length === 0) break;
    const path = places[place % places.length]!;
    const from = places[other % places.length]!;
    const made = kind === 'number' ? hostile[other % hostile.length]! : value;
    const edits: Record<Kind, (inner: unknown) => unknown> = {
      put: made,
      number: made,
      borrow: () => at(given, from),
      'leave out': (inner) => inner,
      resize: (inner) => resize(inner, other % 11),
      name: (inner) => (isOpen(inner) && !Array.isArray(inner) ? { ...inner, misspelled: value() } : inner),
      wrap: (inner) =>
        Object(inner) === inner
          ? other % 2
            ? thrower(inner as object)
            : new Proxy(inner as object, {})
          : inner,
    };
    const details: Partial<Record<Kind, () => unknown>> = {
      put: () => (value.name === 'random' ? fc.stringify(value()) : value),
      number: made,
      borrow: () => from.join('.'),
      resize: () => other % 11,
    };
    what.push(() => `${path.join('.')}: ${kind} ${String(details[kind]?.() ?? '')}`.slice(0, 200));
    now = looked(() => change(given, path, edits[kind], kind === 'leave out'), given);
  }
  return { args: now as unknown[], what: () => what.map((one) => one()).join('; ') };
}
