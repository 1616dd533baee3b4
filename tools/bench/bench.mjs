// What the packages' benchmarks share: timing in turns, peers in Python, and one shape of result, a list of
// { suite, case, milliseconds: { min, median }, peers: { name: { min, median } }, ratios: { name: number } }.
import { spawn, spawnSync } from 'node:child_process';
import { createInterface } from 'node:readline';

/**
 * @typedef {{ min: number, median: number }} Times - milliseconds of CPU time a call, over the trials
 * @typedef {{ suite: string, case: string, milliseconds: Times, peers: Record<string, Times>, ratios: Record<string, number> }} Row
 * - a ratio is our smallest time over the peer's; median over min shows how much the machine disturbed
 * @typedef {(() => unknown) | { ask: () => Promise<number> }} Timer - what is timed here, or tells its milliseconds a call
 * @typedef {{ turns?: number, seconds?: number, before?: () => unknown }} Limits
 * - a trial calls for so many seconds, at least once; `before` each call, without being timed
 */

/** At most so many turns, of one call each and none before them, where it only matters that the benchmarks run. */
const mostTurns = Number(process.env['BACKDROPJS_BENCH_TURNS'] ?? Infinity);
if (!(mostTurns >= 1)) {
  throw new RangeError(
    `bench: BACKDROPJS_BENCH_TURNS must be a number of turns from 1 on, got '${process.env['BACKDROPJS_BENCH_TURNS']}'; unset it for all turns`,
  );
}
/** Whether it only matters that the benchmarks run: what takes seconds at its full size may then be smaller. */
export const isTrial = mostTurns === 1;

/**
 * Times each of several things, in turns, so that all of them meet the same machine. It is CPU time, because what other programs
 * take of the processor must not count, and a trial is the mean of many calls, because that clock is coarse.
 *
 * @param {Record<string, Timer>} timers @param {Limits} [limits]
 * @returns {Promise<Record<string, Times>>}
 */
export async function race(timers, { turns = 9, seconds = 0.05, before = () => {} } = {}) {
  const entries = Object.entries(timers).map(([name, timer]) => ({ name, timer, times: [] }));
  if (mostTurns === Infinity) for (const { timer } of entries) await trial(timer, 0, before);
  for (let turn = 0; turn < Math.min(turns, mostTurns); turn++) {
    witnesses.push(await trial(countUp, mostTurns === Infinity ? 0.01 : 0, () => {}));
    for (const { timer, times } of entries)
      times.push(await trial(timer, mostTurns === Infinity ? seconds : 0, before));
  }
  return Object.fromEntries(entries.map(({ name, times }) => [name, summarize(times)]));
}

/**
 * Ours and its peers in turns; a peer that is not installed is undefined, and left out.
 *
 * @param {string} suite @param {string} name @param {Timer} ours
 * @param {Record<string, Timer | undefined>} [peers] @param {Limits} [limits]
 * @returns {Promise<Row>}
 */
export async function compare(suite, name, ours, peers = {}, limits = {}) {
  const present = Object.entries(peers).filter(([, timer]) => timer);
  const [milliseconds, ...times] = Object.values(
    await race(
      { ours, ...Object.fromEntries(present.map(([peer, timer]) => [`peer ${peer}`, timer])) },
      limits,
    ),
  );
  return row(
    suite,
    name,
    milliseconds,
    Object.fromEntries(present.map(([peer], index) => [peer, times[index]])),
  );
}

/** @param {string} suite @param {string} name @param {Times} milliseconds @param {Record<string, Times>} [peers] @returns {Row} */
export function row(suite, name, milliseconds, peers = {}) {
  const ratios = Object.entries(peers).map(([peer, { min }]) => [peer, round(milliseconds.min / min)]);
  process.stderr.write(`${suite}: ${name}, ${milliseconds.min} ms\n`);
  return { suite, case: name, milliseconds, peers, ratios: Object.fromEntries(ratios) };
}

/** Milliseconds a call. @param {Timer} timer @param {number} seconds @param {() => unknown} before */
async function trial(timer, seconds, before) {
  if (typeof timer !== 'function') return timer.ask();
  let [calls, total] = [0, 0];
  const stop = performance.now() + 1000 * seconds;
  do {
    before();
    const start = cpuTime();
    const result = timer();
    if (result instanceof Promise) await result;
    total += cpuTime() - start;
    calls++;
  } while (performance.now() < stop);
  return total / calls;
}

/** Milliseconds of all threads of this process. */
function cpuTime() {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

/** @param {number[]} times @returns {Times} */
function summarize(times) {
  const sorted = [...times].sort((a, b) => a - b);
  return { min: round(sorted[0]), median: round(sorted[sorted.length >> 1]) };
}

/** @param {number} value */
const round = (value) => Number(value.toPrecision(4));

/** @type {number[]} */
const witnesses = [];

/** A chain of multiply-adds, which takes the same time whenever the processor runs at its usual speed. */
function countUp() {
  let x = 0;
  for (let i = 0; i < 1_000_000; i++) x = x * 0.999_999 + 1e-9;
  return x;
}

/**
 * Ends a benchmark: the rows and the witness as JSON in the last line of the output (`--json`), or as a table.
 *
 * @param {string} suite @param {Row[]} rows
 */
export function finish(suite, rows) {
  const all = [...rows, row(suite, 'witness: a million multiply-adds in a row', summarize(witnesses))];
  if (process.argv.includes('--json')) {
    process.stdout.write(`${JSON.stringify(all)}\n`);
    return;
  }
  console.table(
    all.map(({ case: name, milliseconds: { min, median }, ratios }) => ({
      case: name,
      min,
      median,
      ...ratios,
    })),
  );
}

/**
 * Starts a script with $BACKDROPJS_PYTHON, or the one of python3 and /usr/bin/python3 that can import most of the modules. The
 * script first writes a line of JSON with the modules' versions, null for an absent one, then answers each line with a line of
 * JSON.
 *
 * @param {string[]} command - the script and its arguments
 * @param {string[]} modules
 * @returns {Promise<{ versions: Record<string, string | null>, ask: (line: string) => Promise<any>, stop: () => void }>}
 */
export async function startPython(command, modules) {
  const chosen = process.env['BACKDROPJS_PYTHON'];
  const candidates = chosen ? [chosen] : ['python3', '/usr/bin/python3'];
  const found = candidates.map((python) => ({ python, count: modules.filter(canImport(python)).length }));
  const { python, count } = found.reduce((best, one) => (one.count > best.count ? one : best));
  if (count === 0) {
    process.stderr.write(`absent: ${modules.join(', ')}\n`);
    return { versions: {}, ask: () => Promise.reject(new Error('no Python')), stop() {} };
  }
  const child = spawn(python, command, { stdio: ['pipe', 'pipe', 'inherit'] });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const read = async () => JSON.parse((await lines.next()).value);
  const versions = await read();
  for (const [name, version] of Object.entries(versions)) {
    process.stderr.write(`${name}: ${version ?? 'absent'}\n`);
  }
  return {
    versions,
    ask(line) {
      child.stdin.write(`${line}\n`);
      return read();
    },
    stop: () => child.stdin.end(),
  };
}

/** @param {string} python */
const canImport = (python) => (module) =>
  spawnSync(python, ['-c', `import ${module}`], { stdio: 'ignore' }).status === 0;
