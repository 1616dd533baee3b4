import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { expect } from 'vitest';
import type * as check from '../../src/check';
import { packageRoot } from '../../src/files/package-root';

const folder = join(packageRoot, 'src');

/** The lines of the sources, but for those of check.ts and of tests, each with its place as in `queue/follow.ts:77`. */
const source = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  .filter((file) => /(?<!\.test)\.ts$/.test(file) && file !== 'check.ts')
  .flatMap((file) =>
    readFileSync(join(folder, file), 'utf8')
      .split('\n')
      .map((line, index) => ({ line, site: `${file}:${index + 1}` })),
  );

/** Some of the places to be reached take a Redis that answers: those in these files. */
const takesRedis = /^(queue\/(take-runs|follow|connect)|commands\/report)\.ts:/;

/** The places that refuse something. */
export function refusalSites({ redis }: { redis: boolean }): string[] {
  return source
    .filter(({ line }) =>
      /(?<!function |\.|async )\b(explain|fail|failRedis|failUnavailable|refuse|refuseKind|checkNames)\(/.test(
        line,
      ),
    )
    .map(({ site }) => site)
    .filter((site) => takesRedis.test(site) === redis);
}

/** Places that throw in another way: all but those that only end a transfer, or tell BullMQ what becomes of a job. */
export function otherThrows(): string[] {
  const signals = /\b(BrokenError|RefusedError|NoAnswerError|WaitingError|DelayedError|UnrecoverableError)\(/;
  return source
    .filter(({ line }) => /\b(throw|reject\()[^;]* new \w/.test(line) && !signals.test(line))
    .map(({ site }) => site);
}

/** What may begin a message: the name of a command or a task, or an exported one. */
const callers = new Set(
  source.flatMap(({ line, site }) => {
    const [, exported] = /^export (?:async )?(?:function|class|const) (\w+)/.exec(line) ?? [];
    const [, command] = /\.command\('(\w+)/.exec(line) ?? [];
    const [, task] = (site.startsWith('tasks/index.ts') && /^ {2}'?([\w-]+)'?: run/.exec(line)) || [];
    return [exported, command, task].filter((name) => name !== undefined);
  }),
);

/** Expects `caller: constraint, got value; remedy`. */
export function expectForm({ message }: Error): void {
  const [, caller] = /^([\w-]+): .* must .*, got .*[^.]$/s.exec(message) ?? [];
  expect(caller, message).toBeDefined();
  expect([...callers]).toContain(caller);
  expect(message.length).toBeLessThan(1500);
}

export interface Refusal {
  error: Error;
  /** The places that led to it. */
  sites: string[];
}

/** What was refused since the test file began, also where nobody was told. */
export const refusals: Refusal[] = [];

/** For `vi.mock` of check.ts: has it note what is refused. */
export function watchRefusals(real: typeof check): typeof check {
  const watch = (name: 'explain' | 'fail' | 'refuse' | 'refuseKind' | 'checkNames') => ({
    [name]: (...args: unknown[]) => {
      try {
        return (real[name] as (...args: unknown[]) => unknown)(...args);
      } catch (error) {
        refusals.push({ error: error as Error, sites: sitesOf(error as Error) });
        throw error;
      }
    },
  });
  return {
    ...real,
    ...watch('explain'),
    ...watch('fail'),
    ...watch('refuse'),
    ...watch('refuseKind'),
    ...watch('checkNames'),
  };
}

function sitesOf({ stack = '' }: Error): string[] {
  return [...stack.matchAll(/(\/[^\s()?]+\.ts)[^\s():]*:(\d+):\d+/g)].map(
    ([, file, line]) => `${relative(folder, file!)}:${line}`,
  );
}
