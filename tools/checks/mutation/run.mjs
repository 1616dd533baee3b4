// node tools/checks/mutation/run.mjs PACKAGE [--files TEXT]… [--tests TEXT]… [--longest MS] [--tries N]: changes the core files of a package in every place, one at a
// time (Stryker's mutators), and runs the tests that reach the place until one fails. Writes the mutants that none noticed.
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { Instrumenter } from '@stryker-mutator/instrumenter';
import { repositoryRoot } from '../../packaging/packages.mjs';
import { coreFiles, hashOf, read, readResult, said, writeResult } from './results.mjs';

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    files: { type: 'string', multiple: true, default: [''] },
    tests: { type: 'string', multiple: true, default: [] },
    tries: { type: 'string', default: 'Infinity' },
    longest: { type: 'string' },
  },
});
const name = positionals[0];
const core = coreFiles(name);
const files = core.filter((file) => options.files.some((text) => file.includes(text)));
const longest = Number(options.longest ?? 3000);
/** As they are now: somebody may work on. */
const texts = Object.fromEntries(files.map((file) => [file, read(file)]));
const { version } = JSON.parse(read('tools/node_modules/@stryker-mutator/instrumenter/package.json'));
/** What each file's result says of this run. */
const how = {
  date: new Date().toISOString().slice(0, 10),
  node: process.version,
  instrumenter: version,
  ...(options.tests.length > 0 && { tests: options.tests }),
};
/** Seconds of the processor without a word after which a trial hangs: a busy machine takes many times as long by the clock. */
const hang = 10;

/** Seconds of the processor that the processes of a group have taken. */
function cpuSeconds(group) {
  const { stdout } = spawnSync('ps', ['-eo', 'pgid=,cputimes='], { encoding: 'utf8' });
  return stdout
    .split('\n')
    .map((line) => line.trim().split(/\s+/).map(Number))
    .reduce((sum, [pgid, seconds]) => (pgid === group ? sum + seconds : sum), 0);
}

const scratch = mkdtempSync(join(tmpdir(), 'backdropjs-mutation-'));
process.on('exit', () => rmSync(scratch, { recursive: true, force: true }));
const log = join(scratch, 'log');
const planFile = join(scratch, 'plan.json');

const quiet = { debug() {}, info() {}, warn() {}, isDebugEnabled: () => false };
const { files: instrumented, mutants } = await new Instrumenter(quiet).instrument(
  files.map((file) => ({
    name: join(repositoryRoot, file),
    mutate: true,
    content: texts[file],
  })),
  { plugins: null, ignorers: [], excludedMutations: [] },
);
/** With switches and counters that cost next to nothing: the tests draw millions of numbers through them. */
const fast = (content) =>
  `const mutants$ = globalThis.mutants$ ?? { hits: [], most: Infinity };\n${content
    .replaceAll(/stryMutAct_9fa48\("(\d+)"\)/g, '(mutants$.active === $1 && mutants$.hit())')
    .replaceAll(
      /stryCov_9fa48\(((?:"\d+"(?:, )?)+)\)/g,
      (_, ids) => `(${ids.replaceAll(/"(\d+)"/g, '++mutants$.hits[$1] > mutants$.most && mutants$.end()')})`,
    )}`;
const sources = Object.fromEntries(instrumented.map((file) => [file.name, fast(file.content)]));

/** Runs vitest on a plan; returns what the runner noted and how it ended: its status, or `hangs`. */
async function vitest(plan, testFiles) {
  writeFileSync(log, '');
  writeFileSync(planFile, JSON.stringify({ package: name, sources, log, trials: {}, fresh: false, ...plan }));
  const child = spawn(
    process.execPath,
    [
      join(repositoryRoot, 'node_modules/vitest/vitest.mjs'),
      'run',
      '--config',
      join(import.meta.dirname, 'vitest.config.ts'),
      ...(plan.mode === 'static' ? ['--bail', '1'] : []),
      ...testFiles,
    ],
    {
      cwd: repositoryRoot,
      detached: true,
      stdio: ['ignore', 'ignore', 'ignore'],
      env: { ...process.env, CI: '1', NODE_ENV: 'test', BACKDROPJS_MUTATION_PLAN: planFile },
    },
  );
  let hangs = false;
  let spoken = 0;
  let since = 0;
  const watch = setInterval(() => {
    const { size } = statSync(log);
    const spent = cpuSeconds(child.pid);
    if (size !== spoken) [spoken, since] = [size, spent];
    if (spent - since < hang * (plan.mode === 'trials' ? 1 : 10)) return;
    hangs = true;
    process.kill(-child.pid, 'SIGKILL');
  }, 1000);
  const status = await new Promise((resolve) => child.on('exit', resolve));
  clearInterval(watch);
  try {
    process.kill(-child.pid, 'SIGKILL');
  } catch {}
  const lines = readFileSync(log, 'utf8').split('\n').slice(0, -1);
  return { notes: lines.map((line) => JSON.parse(line)), status: hangs ? 'hangs' : status };
}

const survey = await vitest({ mode: 'survey' }, options.tests);
const tests = survey.notes.filter((entry) => entry.test);
const byId = Object.fromEntries(tests.map((test) => [test.id ?? test.test, test]));
const inLoading = new Set(survey.notes.flatMap((entry) => entry.static ?? []));
for (const test of tests) for (const mutant of test.once) inLoading.add(mutant);
const unrepeatable = new Set(tests.filter((test) => !test.repeatable).map((test) => test.test));
console.log(
  `${name}: ${mutants.length} mutants in ${files.length} files, ${tests.length} tests, ${unrepeatable.size} not repeatable, ` +
    `${tests.filter((test) => test.ms > longest).length} too long`,
);
for (const id of unrepeatable) console.log(`  not repeatable: ${byId[id].name}`);

/** Mutant to how it was noticed. */
const noticed = new Map();
const tried = new Set();
/** How many tests have let a mutant pass: after `--tries` of them it is given up. */
const passes = {};
// First those that reach least: they look at it most closely.
tests.sort((a, b) => Object.keys(a.hits).length - Object.keys(b.hits).length);
const pair = (mutant, test) => `${mutant} ${test}`;

async function tryAll(budget) {
  /** Pairs whose test has to be the first of its process. */
  const alone = [];
  for (;;) {
    const single = alone.shift();
    if (single && noticed.has(single.mutant)) continue;
    const trials = {};
    const planned = {};
    const testFiles = new Set();
    for (const test of tests) {
      if (single ? test.test !== single.test : test.ms > budget || unrepeatable.has(test.test)) continue;
      const queue = Object.entries(test.hits).filter(([mutant]) =>
        single
          ? mutant === single.mutant
          : !noticed.has(mutant) &&
            !tried.has(pair(mutant, test.test)) &&
            (passes[mutant] ?? 0) + (planned[mutant] ?? 0) < Number(options.tries),
      );
      for (const [mutant] of queue) planned[mutant] = (planned[mutant] ?? 0) + 1;
      if (queue.length === 0) continue;
      trials[test.test] = { queue, most: Math.max(...Object.values(test.hits)) };
      testFiles.add(test.file);
    }
    if (testFiles.size === 0) return;
    const { notes, status } = await vitest({ mode: 'trials', trials, fresh: Boolean(single) }, [
      ...testFiles,
    ]);
    for (const entry of notes) {
      if (entry.try) tried.add(pair(entry.try, entry.test));
      if (entry.passed) passes[entry.passed] = (passes[entry.passed] ?? 0) + 1;
      if (entry.killed) noticed.set(entry.killed, byId[entry.test].name);
      if (entry.spoiled && !single) alone.push({ mutant: entry.spoiled, test: entry.test });
      if (entry.spoiled === null) {
        // It passes on its own, so a mutant that no test noticed has left something: again, in a new process, unless that is one.
        if (notes[0] === entry) unrepeatable.add(entry.test);
        console.log(`  spoiled before: ${byId[entry.test].name}`);
      }
    }
    const last = notes.at(-1);
    if (last?.try && (status === 'hangs' || status !== 0))
      noticed.set(last.try, `${status === 'hangs' ? 'hangs' : 'ends the process'}: ${byId[last.test].name}`);
    console.log(
      `  ${new Date().toISOString().slice(11, 19)} ${budget} ms: ${noticed.size} of ${mutants.length} noticed, ${notes.length} notes, ${status}${status === 0 ? '' : ` at ${JSON.stringify(last)}`}`,
    );
    if (status === 0 && !single && notes.length === 0) return;
  }
}
/** A change in words that a moved line leaves as they are. */
const words = ({ was, becomes }) => `${was}  ->  ${becomes}`;
/** Mutants that run while a module loads, and have had their turn. */
const triedInLoading = new Set();

/** Writes what is known so far: a run that is stopped has not run for nothing. */
function save() {
  const reached = new Set([...inLoading, ...tests.flatMap((test) => Object.keys(test.hits))]);
  const own = (id) =>
    inLoading.has(id) && !triedInLoading.has(id) ? said.late : reached.has(id) ? undefined : said.unreached;
  const before = readResult(name);
  const measured = files.map((file) => {
    const all = mutants.filter((mutant) => mutant.fileName === join(repositoryRoot, file));
    const lines = texts[file].split('\n');
    const verdicts = new Map(
      before
        .find((entry) => entry.file === file)
        ?.survivors.filter(({ verdict }) => !Object.values(said).includes(verdict))
        .map((entry) => [words(entry), entry.verdict]),
    );
    const survivors = all
      .filter(({ id }) => !noticed.has(id))
      .map(({ id, replacement, location: { start, end } }) => {
        const was =
          start.line === end.line
            ? lines[start.line].slice(start.column, end.column)
            : `${lines[start.line].slice(start.column)} …`;
        const change = { line: start.line + 1, was, becomes: replacement };
        return { ...change, verdict: verdicts.get(words(change)) || own(id) || '' };
      });
    return {
      file,
      hash: hashOf(texts[file]),
      ...how,
      mutants: all.length,
      noticed: all.length - survivors.length,
      survivors,
    };
  });
  const kept = before.filter(({ file }) => core.includes(file) && !files.includes(file));
  writeResult(
    name,
    [...kept, ...measured].sort((a, b) => (a.file < b.file ? -1 : 1)),
  );
  return measured;
}
for (const budget of [30, 300, longest]) {
  await tryAll(Math.min(budget, longest));
  save();
}

// What runs while a module loads, or once only, needs a process of its own for each mutant.
const late = mutants.filter(({ id }) => !noticed.has(id) && inLoading.has(id));
console.log(`  ${late.length} mutants in loading`);
for (const { id, fileName } of late) {
  // Of the tests those that reach the same file.
  const near = new Set(mutants.filter((mutant) => mutant.fileName === fileName).map((mutant) => mutant.id));
  const chosen = tests.filter(
    (test) => test.ms <= 300 && Object.keys(test.hits).some((mutant) => near.has(mutant)),
  );
  if (chosen.length === 0) continue;
  const trials = Object.fromEntries(chosen.map((test) => [test.test, true]));
  triedInLoading.add(id);
  const { status } = await vitest({ mode: 'static', mutant: id, trials }, [
    ...new Set(chosen.map((test) => test.file)),
  ]);
  if (status !== 0) noticed.set(id, 'in loading');
}

for (const { file, mutants: all, noticed: seen, survivors } of save()) {
  console.log(`${file}: ${seen} of ${all} (${((100 * seen) / all).toFixed(1)} %)`);
  for (const survivor of survivors)
    console.log(`  ${survivor.line}: ${words(survivor)}  ${survivor.verdict}`);
}
