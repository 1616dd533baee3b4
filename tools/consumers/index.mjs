// What users do with the packages: every consumer runs the programs and gets the expected numbers.
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { alone } from './alone.mjs';
import { Browser } from './browser.mjs';
import { bundlerPackages, bundlers } from './bundlers.mjs';
import { examples } from './examples.mjs';
import { assertExpected, assertQuiet } from './expected.mjs';
import { addPrograms, installProject, tfjs } from './folders.mjs';
import { negative } from './negative.mjs';
import { newcomers } from './newcomer.mjs';
import { next } from './next.mjs';
import { pages } from './pages.mjs';
import { printedPrograms } from './printed.mjs';
import { runtimePackages, runtimes } from './runtimes.mjs';
import { testRunnerPackages, testRunners } from './test-runners.mjs';
import { compilers, typescript } from './typescript.mjs';

/**
 * @typedef {object} Context
 * @property {string} folder - a project with everything installed, and the programs
 * @property {string} runtimes - a project with the binaries of other runtimes
 * @property {string} npmrc
 * @property {Record<string, string>} versions - of our packages, by their folder
 * @property {Browser} browser
 * @property {boolean} short
 *
 * @typedef {object} Consumer
 * @property {string} name
 * @property {string[]} programs
 * @property {Record<string, string>} [expects] - of a program other results than its usual ones, by their name
 * @property {boolean} [short] - whether it belongs to the short run, of every change
 * @property {(context: Context & { programs: string[] }) => Promise<{ results?: object, stderr?: string, note?: string, skipped?: string }>} run
 */

/** @type {Consumer[]} */
export const consumers = [
  ...runtimes,
  ...alone,
  ...typescript,
  ...bundlers,
  ...pages,
  ...testRunners,
  ...next,
  ...examples,
  ...printedPrograms,
  ...newcomers,
  ...negative,
];

/**
 * Those that are to run; throws if there are none, as when a name is misspelled.
 *
 * @param {{ short?: boolean, only?: RegExp }} options
 */
export function choose({ short = false, only = /./ }) {
  const chosen = consumers.filter((consumer) => (!short || consumer.short) && only.test(consumer.name));
  if (chosen.length === 0)
    throw new Error(
      `consumers: the names of some${short ? ' of the short run' : ''} must match, got ${only}; they are ${consumers.map(({ name }) => name).join(', ')}`,
    );
  return chosen;
}

/**
 * Runs the consumers and returns a row for each: cells by program, `ok` or why not.
 *
 * @param {{ folder: string, npmrc: string, versions: Record<string, string>, short?: boolean, only?: RegExp, log?: (line: string) => void }} options
 * @returns {Promise<{ name: string, cells: Record<string, string>, note?: string, seconds: number }[]>}
 */
export async function runConsumers({
  folder: parent,
  npmrc,
  versions,
  short = false,
  only = /./,
  log = console.log,
}) {
  const chosen = choose({ short, only });
  const folder = join(parent, 'everything');
  const runtimeFolder = join(parent, 'runtimes');
  const ours = Object.fromEntries(
    Object.entries(versions).map(([name, version]) => [`@backdropjs/${name}`, version]),
  );
  const tools = short
    ? { 'vite-8': bundlerPackages['vite-8'], 'typescript-5.9': compilers['typescript-5.9'] }
    : { ...bundlerPackages, ...compilers, ...testRunnerPackages };
  log('installing the consumers');
  await Promise.all([
    installProject(folder, { ...ours, ...tfjs, ...tools, '@types/node': '24' }, npmrc),
    short ? undefined : installProject(runtimeFolder, runtimePackages, npmrc),
  ]);
  addPrograms(folder);

  const browser = new Browser();
  const context = { folder, runtimes: runtimeFolder, npmrc, versions, browser, short };
  /** @type {Awaited<ReturnType<typeof runConsumers>>} */
  const rows = [];
  const waiting = [...chosen.entries()];
  // Each of them is on its own for the better part: as many at once as there are processors.
  const work = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const [i, consumer] = next;
      const row = await runConsumer(consumer, context);
      rows[i] = row;
      const { name, cells, note } = row;
      const fine = Object.values(cells).every((cell) => ['ok', 'skipped'].includes(cell));
      const said = fine ? 'ok' : JSON.stringify(cells, null, 2).replaceAll('\\n', '\n');
      log(`${name}: ${said}${note ? ` (${note})` : ''}`);
    }
  };
  try {
    await Promise.all(Array.from({ length: availableParallelism() }, work));
  } finally {
    await browser.close();
  }
  return rows;
}

/** Runs one, and judges what it gives. @param {Consumer} consumer @param {Context} context */
async function runConsumer({ name, programs, expects = {}, run }, context) {
  const start = Date.now();
  const cells = {};
  let note;
  try {
    const done = await run({ ...context, programs });
    note = done.skipped ?? done.note;
    for (const program of programs)
      cells[program] = done.skipped
        ? 'skipped'
        : judge(() => assertResult(program, done.results, expects[program] ?? program));
    if (!done.skipped) {
      const quiet = judge(() => assertQuiet(done.stderr));
      if (quiet !== 'ok') cells.output = quiet;
    }
  } catch (error) {
    for (const program of programs) cells[program] = error.message;
  }
  return { name, cells, note, seconds: (Date.now() - start) / 1000 };
}

function assertResult(program, results, expected) {
  if (results?.error) throw new Error(results.error);
  if (results?.[program]?.error) throw new Error(results[program].error);
  assertExpected(expected, results?.[program]);
}

function judge(check) {
  try {
    check();
    return 'ok';
  } catch (error) {
    return error.message;
  }
}

/** A table consumer x program. */
export function table(rows) {
  const columns = [...new Set(rows.flatMap(({ cells }) => Object.keys(cells)))];
  const mark = (cell) => (cell === undefined ? '' : ['ok', 'skipped'].includes(cell) ? cell : 'FAILED');
  const lines = [
    ['consumer', ...columns, 's'],
    ...rows.map(({ name, cells, seconds }) => [
      name,
      ...columns.map((column) => mark(cells[column])),
      seconds.toFixed(1),
    ]),
  ];
  const widths = lines[0].map((_, i) => Math.max(...lines.map((line) => line[i].length)));
  return lines
    .map((line) =>
      line
        .map((cell, i) => cell.padEnd(widths[i]))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

/** @param {Awaited<ReturnType<typeof runConsumers>>} rows */
export const failed = (rows) =>
  rows.some(({ cells }) => Object.values(cells).some((cell) => !['ok', 'skipped'].includes(cell)));
