// What the packages' benchmarks share: timing in turns, peers in Python, and one shape of result, a list of
// { suite, case, milliseconds: { min, median }, peers: { name: { min, median } }, ratios: { name: number } }.
// A ratio is our smallest time over the peer's; median over min shows how busy the machine was.
import { spawn, spawnSync } from 'node:child_process';
import { createInterface } from 'node:readline';

/**
 * @typedef {{ min: number, median: number }} Times
 * @typedef {{ suite: string, case: string, milliseconds: Times, peers: Record<string, Times>, ratios: Record<string, number> }} Row
 * @typedef {(() => unknown) | { ask: () => Promise<number[]> }} Timer - what is timed here, or says its times itself
 */

/**
 * Times ours and its peers in turns, so that all of them meet the same machine. Every turn makes as many trials as fit into
 * `seconds`, at least one.
 *
 * @param {{ suite: string, case: string, ours: Timer, peers?: Record<string, Timer | undefined>, turns?: number, seconds?: number }} what
 * - a peer that is not installed is undefined, and left out
 * @returns {Promise<Row>}
 */
export async function compare({ suite, case: name, ours, peers = {}, turns = 5, seconds = 0.05 }) {
  const timers = [ours, ...Object.values(peers)];
  const times = timers.map(() => /** @type {number[]} */ ([]));
  for (const timer of timers) if (typeof timer === 'function') await timer();
  for (let turn = 0; turn < turns; turn++) {
    noteWitness();
    for (const [index, timer] of timers.entries()) {
      if (timer) times[index].push(...(await trials(timer, seconds)));
    }
  }
  const milliseconds = summarize(times[0]);
  const found = Object.keys(peers).flatMap((peer, index) =>
    timers[index + 1] ? [[peer, summarize(times[index + 1])]] : [],
  );
  process.stderr.write(`${suite}: ${name}\n`);
  return {
    suite,
    case: name,
    milliseconds,
    peers: Object.fromEntries(found),
    ratios: Object.fromEntries(found.map(([peer, { min }]) => [peer, round(milliseconds.min / min)])),
  };
}

/** @param {Timer} timer @param {number} seconds */
async function trials(timer, seconds) {
  if (typeof timer !== 'function') return timer.ask();
  const times = [];
  const stop = performance.now() + 1000 * seconds;
  do {
    const start = performance.now();
    const result = timer();
    if (result instanceof Promise) await result;
    times.push(performance.now() - start);
  } while (performance.now() < stop);
  return times;
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

/** Times a fixed chain of multiply-adds, which takes the same time whenever the machine is quiet. */
function noteWitness() {
  const start = performance.now();
  let x = 0;
  for (let i = 0; i < 1_000_000; i++) x = x * 0.999_999 + 1e-9;
  if (x >= 0) witnesses.push(performance.now() - start);
}

/**
 * Ends a benchmark: the rows and the witness as JSON in the last line of the output (`--json`), or as a table.
 *
 * @param {string} suite @param {Row[]} rows
 */
export function finish(suite, rows) {
  const witness = summarize(witnesses);
  const all = [
    ...rows,
    {
      suite,
      case: 'witness: a million multiply-adds in a row',
      milliseconds: witness,
      peers: {},
      ratios: {},
    },
  ];
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
 * Starts the script with the first Python that can import one of the modules, those that can import all coming first:
 * $BACKDROPJS_PYTHON, or python3 and /usr/bin/python3. The script first writes a line of JSON with the modules' versions, null
 * for an absent one, then answers each line with a line of JSON.
 *
 * @param {string[]} command - the script and its arguments
 * @param {string[]} modules
 * @returns {Promise<{ versions: Record<string, string | null>, ask: (line: string) => Promise<any>, stop: () => void }>}
 */
export async function startPython(command, modules) {
  const chosen = process.env['BACKDROPJS_PYTHON'];
  const candidates = chosen ? [chosen] : ['python3', '/usr/bin/python3'];
  const canImport = (names) => (python) =>
    spawnSync(python, ['-c', `import ${names.join(',')}`], { stdio: 'ignore' }).status === 0;
  const python = [modules, ...modules.map((name) => [name])]
    .map((names) => candidates.find(canImport(names)))
    .find(Boolean);
  if (!python) {
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
