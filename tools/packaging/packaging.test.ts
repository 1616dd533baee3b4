// What users install: the packed tarballs, checked by publint and arethetypeswrong, and consumed from a project
// outside the workspace as ESM, as CommonJS, by the TypeScript compiler and by a bundler for browsers.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build, type Rollup } from 'vite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
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

beforeAll(() => {
  for (const { directory, manifest } of packages) {
    run('pnpm', ['pack', '--pack-destination', consumer], directory);
    const file = readdirSync(consumer).find((name) =>
      name.startsWith(manifest.name.slice(1).replace('/', '-')),
    );
    if (!file) throw new Error(`pnpm pack made no tarball for ${manifest.name} in ${consumer}`);
    tarballs.set(manifest.name, join(consumer, file));
  }
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
    run('pnpm', ['exec', 'publint', 'run', packed(), '--strict'], repositoryRoot);
  });

  it('resolves to the right types from ESM, CommonJS and bundlers', () => {
    run('pnpm', ['exec', 'attw', packed(), '--profile', 'node16'], repositoryRoot);
  });

  it('tells bundlers which entry points act when they are imported', async () => {
    const { directory } = packages.find((found) => found.manifest.name === name)!;
    expect(await sideEffectProblems(directory, manifest)).toEqual([]);
  });

  it.each(Object.entries(contentChecks))('%s', (_, check) => {
    expect(check(readTarball(packed()))).toEqual([]);
  });

  it.each(entryPoints(manifest).map(({ specifier }) => specifier))(
    '%s gives the same exports as ESM and as CommonJS',
    (specifier) => {
      const esm = `import * as m from '${specifier}'; console.log(Object.keys(m).sort().join())`;
      const cjs = `console.log(Object.keys(require('${specifier}')).sort().join())`;
      const fromEsm = run('node', ['--input-type=module', '-e', esm], consumer);
      const fromCjs = run('node', ['--input-type=commonjs', '-e', cjs], consumer);
      expect(fromEsm.trim()).not.toBe('');
      expect(fromCjs).toBe(fromEsm);
    },
  );
});

const everything = packages.flatMap(({ manifest }) =>
  entryPoints(manifest).map(({ specifier }) => specifier),
);

it('type-checks in a strict consumer under nodenext and bundler resolution', () => {
  const source = everything.map(
    (specifier, i) => `import * as m${i} from '${specifier}';\nexport const n${i}: object = m${i};`,
  );
  writeFileSync(join(consumer, 'types.ts'), source.join('\n'));
  for (const [module, moduleResolution] of [
    ['nodenext', 'nodenext'],
    ['esnext', 'bundler'],
  ]) {
    run(
      'pnpm',
      [
        'exec',
        'tsc',
        '--noEmit',
        '--strict',
        '--skipLibCheck',
        '--target',
        'es2022',
        '--module',
        module!,
      ].concat(['--moduleResolution', moduleResolution!, join(consumer, 'types.ts')]),
      repositoryRoot,
    );
  }
});

it('runs the program that the guide offers to Node, as it is printed', () => {
  const snippet = readFileSync(join(repositoryRoot, 'apps/docs/snippets/whole-set-loss.ts'), 'utf8');
  const [, program] = snippet.match(/#region snippet\n([\s\S]*)\/\/ #endregion/) ?? [];
  writeFileSync(join(consumer, 'program.mjs'), program!);
  expect(run('node', ['program.mjs'], consumer)).toMatch(/step 14: loss 0\.\d+/);
});

it('bundles for browsers with nothing left to resolve', async () => {
  const names = everything.map((_, i) => `m${i}`);
  const source = everything.map((specifier, i) => `export * as ${names[i]} from '${specifier}';`);
  writeFileSync(join(consumer, 'browser.js'), source.join('\n'));
  const built = await build({
    root: consumer,
    logLevel: 'error',
    build: { write: false, lib: { entry: 'browser.js', formats: ['es'], fileName: 'bundle' } },
  });
  const [{ output }] = built as [Rollup.RollupOutput];
  const chunks = output.filter((file) => file.type === 'chunk');
  const entry = chunks.find((chunk) => chunk.isEntry);
  expect(entry?.exports.toSorted()).toEqual(names.toSorted());
  const files = new Set(chunks.map((chunk) => chunk.fileName));
  const unresolved = chunks.flatMap(({ imports, dynamicImports }) => [...imports, ...dynamicImports]);
  expect(unresolved.filter((file) => !files.has(file))).toEqual([]);
});
