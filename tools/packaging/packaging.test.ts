// What users install: the packed tarballs, checked by publint and arethetypeswrong, and consumed from a project
// outside the workspace as ESM, as CommonJS and by a bundler for browsers. What else users do is in consumers/.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build, type Rollup } from 'vite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { packBuilt } from '../release/pack.mjs';
import { contentChecks, readTarball } from './contents.mjs';
import { entryPoints, publicPackages, repositoryRoot } from './packages.mjs';
import { sideEffectProblems } from './side-effects.mjs';

const packages = publicPackages();
const consumer = mkdtempSync(join(tmpdir(), 'backdropjs-consumer-'));
const tarballs = new Map<string, string>();

/** Runs a command and returns what it printed; on failure throws with both of its outputs. */
function run(command: string, commandArguments: string[], cwd: string): string {
  try {
    return execFileSync(command, commandArguments, {
      cwd,
      encoding: 'utf8',
      stdio: 'pipe',
      maxBuffer: 2 ** 26,
    });
  } catch (error) {
    const { stdout, stderr } = error as { stdout?: string; stderr?: string };
    throw new Error(`${command} ${commandArguments.join(' ')} failed\n${stdout ?? ''}${stderr ?? ''}`, {
      cause: error,
    });
  }
}

beforeAll(async () => {
  for (const file of await packBuilt(repositoryRoot, join(consumer, 'tarballs')))
    tarballs.set(readTarball(file).manifest.name, file);
  const local = Object.fromEntries([...tarballs].map(([name, file]) => [name, `file:${file}`]));
  const tfjs = ['core', 'layers', 'backend-cpu', 'backend-wasm'].map((part) => [
    `@tensorflow/tfjs-${part}`,
    '4.22.0',
  ]);
  writeFileSync(
    join(consumer, 'package.json'),
    JSON.stringify({
      name: 'consumer',
      private: true,
      type: 'module',
      dependencies: { ...local, ...Object.fromEntries(tfjs) },
    }),
  );
  // A package's own dependency on another of ours must come from the tarballs too, never from a registry.
  writeFileSync(
    join(consumer, 'pnpm-workspace.yaml'),
    `pmOnFail: ignore\noverrides: ${JSON.stringify(local)}\n`,
  );
  run('pnpm', ['install', '--prefer-offline', '--no-frozen-lockfile'], consumer);
});

afterAll(() => rmSync(consumer, { recursive: true, force: true }));

describe.each(packages.map(({ manifest }) => [manifest.name, manifest] as const))('%s', (name, manifest) => {
  const packed = () => tarballs.get(name) as string;

  it('passes publint', () => {
    run('node_modules/.bin/publint', ['run', packed(), '--strict'], repositoryRoot);
  });

  it('resolves to the right types from ESM, CommonJS and bundlers', () => {
    run('node_modules/.bin/attw', [packed(), '--profile', 'node16'], repositoryRoot);
  });

  it('tells bundlers which entry points act when they are imported', async () => {
    const { directory } = packages.find((found) => found.manifest.name === name)!;
    expect(await sideEffectProblems(directory, manifest)).toEqual([]);
  });

  it.each(Object.entries(contentChecks))('%s', (_, check) => {
    expect(check(readTarball(packed()))).toEqual([]);
  });
});

const everything = packages.flatMap(({ manifest }) =>
  entryPoints(manifest).map(({ specifier }) => specifier),
);

/** The exports of every entry point, as a program in one of the module systems finds them. */
function exported(type: 'module' | 'commonjs'): Record<string, string[]> {
  const list = JSON.stringify(everything);
  const program =
    type === 'module'
      ? `const all = await Promise.all(${list}.map(async (name) => [name, await import(name)]));`
      : `const all = ${list}.map((name) => [name, require(name)]);`;
  const print =
    'console.log(JSON.stringify(all.map(([name, module]) => [name, Object.keys(module).sort()])));';
  return Object.fromEntries(
    JSON.parse(run('node', [`--input-type=${type}`, '-e', program + print], consumer)),
  );
}

describe('as ESM and as CommonJS', () => {
  let [esm, cjs]: Record<string, string[]>[] = [];
  beforeAll(() => {
    [esm, cjs] = [exported('module'), exported('commonjs')];
  });
  it.each(everything)('%s gives the same exports', (specifier) => {
    expect(esm![specifier]).not.toEqual([]);
    expect(cjs![specifier]).toEqual(esm![specifier]);
  });
});

it('bundles for browsers with nothing left to resolve', async () => {
  const names = everything.map((_, i) => `m${i}`);
  const source = everything.map((specifier, i) => `export * as ${names[i]} from '${specifier}';`);
  writeFileSync(join(consumer, 'browser.js'), source.join('\n'));
  const built = await build({
    root: consumer,
    logLevel: 'error',
    build: {
      write: false,
      minify: false,
      lib: { entry: 'browser.js', formats: ['es'], fileName: 'bundle' },
      // What nobody uses has to resolve too.
      rollupOptions: { treeshake: false },
    },
  });
  const [{ output }] = built as [Rollup.RollupOutput];
  const chunks = output.filter((file) => file.type === 'chunk');
  const entry = chunks.find((chunk) => chunk.isEntry);
  expect(entry?.exports.toSorted()).toEqual(names.toSorted());
  const files = new Set(chunks.map((chunk) => chunk.fileName));
  const unresolved = chunks.flatMap(({ imports, dynamicImports }) => [...imports, ...dynamicImports]);
  expect(unresolved.filter((file) => !files.has(file))).toEqual([]);
});
