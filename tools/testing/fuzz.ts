// Hostile arguments to every export of a package, seeded, and shrunk to the simplest that fail. A share of them runs each time; more:
// BACKDROPJS_FUZZ=10000 pnpm exec vitest run --project random fuzz. BACKDROPJS_FUZZ_SEED=2 tries others.
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { Planted } from './hostile';
import { drawSpoils, spoiled } from './spoil';

const share = Number(process.env['BACKDROPJS_FUZZ'] ?? 0);
const seed = Number(process.env['BACKDROPJS_FUZZ_SEED'] ?? 1);

/** Milliseconds. */
const TOO_LONG = 5000;

/** How an export is called. */
export interface Subject {
  /** Arguments with which it works, made anew for each call. */
  args(): unknown[];
  run(...args: never[]): unknown;
  /** What is wrong with a result, undefined if nothing is. */
  wrong?(result: never, args: never): string | undefined;
  /** Whether it is a fair wish, but for more than there is memory or time for. */
  isHuge?(args: unknown[]): boolean;
  /** The number of the argument that is there to be written to. */
  out?: number;
}

export interface Fuzzing {
  readonly subjects: Readonly<Record<string, Subject>>;
  /** Whether an error is one of the package's own. */
  isOurs(error: unknown): boolean;
  /** How many inputs for each subject where no share is asked for. */
  inputs: number;
  /** More hostile values. */
  values?: readonly (() => unknown)[];
  /** Tensors, say, that there are: their number must be the same after the call, once `release` has disposed of what is given. */
  count?(): number;
  release?(...given: unknown[]): void;
}

/** Bits of all numbers in the arguments, not looked for in what throws. */
function bitsOf(x: unknown, depth = 4): string {
  try {
    if (ArrayBuffer.isView(x)) {
      return x.byteLength > 1e5 ? '' : String(new Uint8Array(x.buffer, x.byteOffset, x.byteLength));
    }
    if (Object.is(x, -0)) return '-0';
    if (typeof x !== 'object' || x === null) return typeof x === 'symbol' ? '' : String(x).slice(0, 1000);
    // Node makes some of its globals when they are looked at.
    if (depth === 0 || x === globalThis || (Array.isArray(x) && x.length > 1e4)) return '';
    return `{${Object.entries(x).map(([name, inner]) => `${name}:${bitsOf(inner, depth - 1)}`)}}`;
  } catch {
    return '';
  }
}

function isHuge(subject: Subject, args: unknown[]): boolean {
  try {
    return subject.isHuge?.(args) ?? false;
  } catch {
    return false;
  }
}

/** What a hostile value itself throws: a revoked proxy, a class that is called, a getter of Node's globals. */
const ofValue = new RegExp(
  [
    'proxy that has been revoked$',
    "^Class constructors? .*cannot be invoked without 'new'$",
    '^Value of "this" must be of type nullish',
  ].join('|'),
);

/** Whether a hostile value itself threw it when it was looked at or called. */
const isOfValue = (error: unknown) =>
  error instanceof Planted || (error instanceof TypeError && ofValue.test(error.message));

/** A test for each subject. */
export function itSurvives({
  subjects,
  isOurs,
  inputs,
  values = [],
  count = () => 0,
  release,
}: Fuzzing): void {
  const numRuns = share || inputs;
  it.each(Object.entries(subjects))(`%s: ${numRuns} hostile inputs`, async (_, subject) => {
    let refused = 0;
    const property = fc.asyncProperty(drawSpoils(values), async (draws) => {
      const before = count();
      const base = subject.args();
      const { args, what } = spoiled(base, draws);
      const fail = (why: string): never => {
        throw new Error(`${what()}\n${why.slice(0, 900)}`);
      };
      if (isHuge(subject, args)) return release?.(base, args);
      // What is given to be written to as well, and as something else, is written to.
      const bits = () =>
        args.map((arg) => (subject.out !== undefined && arg === args[subject.out] ? '' : bitsOf(arg)));
      const given = bits();
      const start = performance.now();
      let result: unknown;
      let error: unknown;
      let threw = false;
      try {
        result = await subject.run(...(args as never[]));
      } catch (caught) {
        [threw, error] = [true, caught];
      }
      const milliseconds = performance.now() - start;
      if (threw) refused++;
      const complaint = threw
        ? isOfValue(error) || isOurs(error)
          ? undefined
          : `raw error: ${(error as Error)?.stack ?? String(error)}`
        : subject.wrong?.(result as never, args as never);
      const after = bits();
      release?.(base, args, result);
      if (complaint !== undefined) fail(complaint);
      if (milliseconds > TOO_LONG) fail(`took ${milliseconds} ms`);
      after.forEach((now, i) => {
        if (now !== given[i])
          fail(`argument ${i} was written to: ${given[i]!.slice(0, 99)}, then ${now.slice(0, 99)}`);
      });
      if (count() !== before) fail(`${count() - before} tensors left`);
    });
    release?.(await subject.run(...(subject.args() as never[])));
    const found = await fc.check(property, { numRuns, seed });
    if (found.failed)
      expect.fail(
        `${found.errorInstance instanceof Error ? found.errorInstance.message : ''}\n(seed ${found.seed}, path ${found.counterexamplePath})`,
      );
    // They are not all taken, or the test tests nothing.
    expect(refused).toBeGreaterThan(numRuns / 20);
  });
}

/** The form of every error: `caller: constraint, got value; remedy`. */
export function hasForm(error: unknown, callers: readonly string[]): boolean {
  const { message } = error as Error;
  const caller = /^([\w.]+): .+, got .+$/s.exec(message)?.[1];
  return caller !== undefined && callers.includes(caller) && message.length < 2000;
}
