// Runs each test again for each mutant that it reaches, in one process: milliseconds a trial, where a start of vitest takes seconds.
import { appendFileSync, readFileSync } from 'node:fs';
import { type RunnerTestCase as Test, TestRunner } from 'vitest';

interface Plan {
  /** `survey` notes what every test reaches; `trials` runs each test of `trials` on its mutants; `static` leaves all to one mutant. */
  mode: 'survey' | 'trials' | 'static';
  /** For each test, by id: the mutants to try with how often the test reaches each of them, and how often it reaches any. */
  trials: Record<string, { queue: [mutant: string, hits: number][]; most: number }>;
  log: string;
  /** The mutant is the first thing that the process tries: no look at what it leaves behind. */
  fresh: boolean;
  /** The one mutant of a `static` run. */
  mutant?: string;
}

/** What the instrumented sources turn to. */
const fresh = {
  killed: new Set<string>(),
  /** The number of the mutant that is on. */
  active: -1,
  /** How often each has been reached. */
  hits: new Float64Array(1e4),
  /** How often the one that is on, and any, may be reached: more is a loop without an end. */
  left: Infinity,
  most: Infinity,
  hit(): true {
    if (--this.left < 0) this.end();
    return true;
  },
  end(): never {
    throw new Error('reached too often');
  },
  /** Those reached since the last time, with their counts. */
  take(): Record<string, number> {
    const taken: Record<string, number> = {};
    this.hits.forEach((count, id) => {
      if (count > 0) taken[id] = count;
    });
    this.hits.fill(0);
    return taken;
  },
};
// This module is evaluated again for every file of tests; the sources are not.
const shared = globalThis as { mutants$?: typeof fresh };
shared.mutants$ ??= fresh;
const mutants = shared.mutants$;
const { killed } = mutants;

const plan: Plan = JSON.parse(readFileSync(process.env['BACKDROPJS_MUTATION_PLAN']!, 'utf8'));
if (plan.mode === 'static') mutants.active = Number(plan.mutant);
/** A busy machine's clock says little. */
const cpuMs = () => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
};
const note = (entry: object) => appendFileSync(plan.log, `${JSON.stringify(entry)}\n`);

export default class Trials extends TestRunner {
  /** Undefined: the test as it is. */
  #mutant: string | undefined;
  /** The mutant that failed this test, until the test has passed without it. */
  #suspect: string | undefined;
  #queue: [string, number][] = [];
  #idle = false;
  #start = 0;
  #failures = 0;
  /** What the test reached when it ran for the first time. */
  #first: Record<string, number> = {};

  override async onBeforeRunTask(test: Test) {
    await super.onBeforeRunTask(test);
    if (test.mode !== 'run' && test.mode !== 'queued') return;
    if (plan.mode === 'survey') test.repeats = 1;
    if (plan.mode === 'static' && !(test.id in plan.trials)) test.mode = 'skip';
    if (plan.mode !== 'trials') return;
    this.#queue = (plan.trials[test.id]?.queue ?? []).filter(([mutant]) => !killed.has(mutant));
    this.#mutant = this.#suspect = undefined;
    if (this.#queue.length === 0) test.mode = 'skip';
    // At first, and after each failure, the test runs without a mutant.
    else test.repeats = 2 * this.#queue.length;
  }

  override onBeforeTryTask(test: Test) {
    super.onBeforeTryTask(test);
    this.#start = cpuMs();
    if (plan.mode === 'survey') note({ static: Object.keys(mutants.take()) });
    if (plan.mode !== 'trials') return;
    this.#idle = false;
    const first = test.result!.repeatCount === undefined;
    const next = first || this.#suspect ? undefined : this.#next();
    this.#idle = !next && !first && !this.#suspect;
    if (!next) return;
    note({ try: next[0], test: test.id });
    this.#mutant = next[0];
    mutants.active = Number(next[0]);
    mutants.hits.fill(0);
    mutants.left = 10 * next[1] + 1000;
    mutants.most = 10 * plan.trials[test.id]!.most + 1000;
  }

  #next(): [string, number] | undefined {
    for (;;) {
      const next = this.#queue.shift();
      if (!next || !killed.has(next[0])) return next;
    }
  }

  async runTask(test: Test) {
    if (!this.#idle) await TestRunner.getTestFn(test)();
  }

  onAfterRetryTask(test: Test) {
    const failed = test.result!.state === 'fail';
    const ms = cpuMs() - this.#start;
    const mutant = this.#mutant;
    this.#mutant = undefined;
    if (plan.mode !== 'static') [mutants.active, mutants.left, mutants.most] = [-1, Infinity, Infinity];
    if (plan.mode === 'survey') {
      this.#failures = test.result!.repeatCount === 0 ? Number(failed) : this.#failures + Number(failed);
      const hits = mutants.take();
      if (test.result!.repeatCount === 0) this.#first = hits;
      if (test.result!.repeatCount === 1)
        note({
          test: test.id,
          name: `${test.file.name} > ${test.name}`,
          file: test.file.filepath,
          ms,
          repeatable: this.#failures === 0,
          hits,
          once: Object.keys(this.#first).filter((mutant) => !(mutant in hits)),
        });
    }
    if (plan.mode !== 'trials') return;
    if (mutant && failed) {
      if (plan.fresh) {
        killed.add(mutant);
        note({ killed: mutant, test: test.id });
      } else this.#suspect = mutant;
    } else if (mutant) note({ passed: mutant, test: test.id });
    else if (!this.#idle && failed) {
      // The state that it left behind spoils the trials that follow.
      note({ spoiled: this.#suspect ?? null, test: test.id });
      process.kill(process.ppid, 'SIGKILL');
      process.exit(1);
    } else if (this.#suspect) {
      killed.add(this.#suspect);
      note({ killed: this.#suspect, test: test.id });
      this.#suspect = undefined;
    }
    test.result!.state = 'pass';
    delete test.result!.errors;
  }
}
