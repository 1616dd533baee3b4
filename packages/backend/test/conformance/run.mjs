// Runs the tests that come inside of tfjs-core's npm package on one backend, in a process of its own:
//
//   node test/conformance/run.mjs                          wasm, completed by this package's sources; and, to compare, as tfjs has it
//   node test/conformance/run.mjs --backend=wasm           tfjs's wasm backend alone; --backend=cpu: tfjs's cpu backend
//   node test/conformance/run.mjs --alone                  not compared, which takes half of the time; check:all compares
//   node test/conformance/run.mjs --only='^matMul '        the tests whose full name matches
//   node test/conformance/run.mjs --report=FILE            also writes the counts as vitest's JSON reporter does
//
// Exit status 1 by the rules of judge.mjs.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { build } from 'esbuild';
import { exceptions, testCount } from './exceptions.mjs';
import { judge } from './judge.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const { values: options } = parseArgs({
  options: {
    backend: { type: 'string', default: 'completed' },
    alone: { type: 'boolean', default: false },
    only: { type: 'string', default: '' },
    report: { type: 'string' },
  },
});
const scratch = mkdtempSync(join(tmpdir(), 'conformance-'));
try {
  const file = await bundle();
  const isOurs = options.backend === 'completed';
  const [events, stock] = await Promise.all([
    run(file, options.backend),
    isOurs && !options.alone ? run(file, 'wasm') : undefined,
  ]);
  const named = exceptions.filter(({ name }) => new RegExp(options.only).test(name));
  report(
    judge({
      events,
      ...(isOurs && { exceptions: named }),
      ...(stock && { stock }),
      atLeast: options.only ? 1 : testCount,
    }),
  );
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
async function run(file, backend) {
  const out = join(scratch, `${backend}.jsonl`);
  writeFileSync(out, '');
  const child = spawn(process.execPath, ['--max-old-space-size=4096', file], {
    env: {
      ...process.env,
      CONFORMANCE_BACKEND: backend,
      CONFORMANCE_ONLY: options.only,
      CONFORMANCE_OUT: out,
    },
    stdio: ['ignore', 'ignore', 'inherit'],
    timeout: 900_000,
  });
  const [status, signal] = await once(child, 'exit');
  const events = readFileSync(out, 'utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line));
  if (!events.some(({ event }) => event === 'done')) {
    const last = events.findLast(({ event }) => event === 'start')?.name;
    events.push({ event: 'ended', message: `${backend} by ${signal ?? status} in "${last}"` });
  }
  return events;
}

function report({ lines, passed, failed, excepted }) {
  for (const line of lines) console.log(line);
  console.log(
    `tfjs-core's tests on ${options.backend}: ${passed} passed, ${failed} failed, ${excepted} excepted`,
  );
  if (failed > 0) process.exitCode = 1;
  if (options.report === undefined) return;
  const counts = { numPassedTests: passed, numFailedTests: failed, numPendingTests: excepted };
  writeFileSync(options.report, JSON.stringify({ ...counts, numTodoTests: 0, testResults: [] }));
}
