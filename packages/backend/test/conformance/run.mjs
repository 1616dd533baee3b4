// Runs the tests that come inside of tfjs-core's npm package on one backend, in a process of its own:
//
//   node test/conformance/run.mjs                          wasm, completed by this package's sources
//   node test/conformance/run.mjs --backend=wasm           tfjs's wasm backend alone; --backend=cpu: tfjs's cpu backend
//   node test/conformance/run.mjs --only='^matMul '        the tests whose full name matches
//   node test/conformance/run.mjs --report=FILE            also writes the counts as vitest's JSON reporter does
//
// Exit status 1 if a test fails that exceptions.mjs does not name, or one that it names passes: then its entry is to go.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { build } from 'esbuild';
import { exceptions } from './exceptions.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const { values: options } = parseArgs({
  options: {
    backend: { type: 'string', default: 'completed' },
    only: { type: 'string', default: '' },
    report: { type: 'string' },
  },
});
const scratch = mkdtempSync(join(tmpdir(), 'conformance-'));
try {
  const events = run(await bundle());
  judge(events);
} finally {
  rmSync(scratch, { recursive: true, force: true });
}

/** One copy of each tfjs package, as ES modules, whoever imports it: tfjs's own builds have it so. */
async function bundle() {
  const outfile = join(scratch, 'tests.cjs');
  await build({
    entryPoints: [join(root, 'test/conformance/tests.cjs')],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    keepNames: true,
    ignoreAnnotations: true, // tfjs's lists of side effects leave out its tests.
    logLevel: 'error',
    mainFields: ['module', 'main'],
    conditions: ['@backdropjs/source'],
    define: { WASM_PATH: JSON.stringify(join(root, 'node_modules/@tensorflow/tfjs-backend-wasm/dist/')) },
    plugins: [
      {
        name: 'one-copy',
        setup({ onResolve, resolve }) {
          onResolve({ filter: /^(@tensorflow\/tfjs-|jasmine-core)/ }, ({ path, kind, pluginData }) =>
            pluginData === 'again'
              ? undefined
              : resolve(path, { kind, resolveDir: root, pluginData: 'again' }),
          );
        },
      },
    ],
  });
  return outfile;
}

/** A line per test, also when the process dies in between. */
function run(file) {
  const out = join(scratch, 'events.jsonl');
  writeFileSync(out, '');
  const { status, signal } = spawnSync(process.execPath, ['--max-old-space-size=4096', file], {
    env: {
      ...process.env,
      CONFORMANCE_BACKEND: options.backend,
      CONFORMANCE_ONLY: options.only,
      CONFORMANCE_OUT: out,
    },
    stdio: ['ignore', 'ignore', 'inherit'],
    timeout: 900_000,
  });
  const events = readFileSync(out, 'utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line));
  if (!events.some(({ event }) => event === 'done')) {
    const last = events.findLast(({ event }) => event === 'start')?.name;
    events.push({ event: 'outside', message: `the run ended with ${signal ?? status} in "${last}"` });
  }
  return events;
}

function judge(events) {
  const tests = events.filter(
    ({ event, status }) => event === 'test' && ['passed', 'failed'].includes(status),
  );
  const allowed = new Map(
    options.backend === 'completed' ? exceptions.map((entry) => [entry.name, entry]) : [],
  );
  const failed = tests.filter(({ name, status }) => status === 'failed' && !allowed.has(name));
  const passed = tests.filter(({ name, status }) => status === 'passed' && !allowed.has(name));
  const stale = tests.filter(({ name, status }) => status === 'passed' && allowed.has(name));
  const outside = events.filter(({ event }) => event === 'outside');
  for (const { name, message, at } of failed) console.log(`failed: ${name}\n  ${message}\n  ${at}`);
  for (const { name } of stale) console.log(`passes, but exceptions.mjs names it: ${name}`);
  for (const { name, message } of outside) console.log(`outside of a test: ${name ?? ''} ${message}`);
  for (const { name, reason } of allowed.values()) {
    if (tests.some((test) => test.name === name)) console.log(`excepted: ${name}: ${reason}`);
  }
  const excepted = tests.length - passed.length - failed.length - stale.length;
  const failures = failed.length + stale.length + outside.length;
  console.log(
    `tfjs-core's tests on ${options.backend}: ${passed.length} passed, ${failures} failed, ${excepted} excepted`,
  );
  if (failures > 0 || passed.length === 0) process.exitCode = 1;
  if (options.report === undefined) return;
  const counts = { numPassedTests: passed.length, numFailedTests: failures, numPendingTests: excepted };
  writeFileSync(options.report, JSON.stringify({ ...counts, numTodoTests: 0, testResults: [] }));
}
