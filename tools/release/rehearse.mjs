// A release from the first step to the last, on this machine only: version, build, pack, publish to a registry on the loopback
// address, install from there into every consumer, and run them. Leaves no change in the checkout. Options: --short (this checkout as it
// is built, and the consumers that every change has to pass), --only REGEXP (of consumers' names), --keep (the folder), --tarballs FOLDER
// (where to leave what was published and run: the workflow publishes these).
import { cpSync, existsSync, mkdtempSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { choose, failed, runConsumers, table } from '../consumers/index.mjs';
import { publicPackages, repositoryRoot } from '../packaging/packages.mjs';
import { pack, packBuilt } from './pack.mjs';
import { startRegistry } from './registry.mjs';
import { pnpm, run } from './run.mjs';

const { values: options } = parseArgs({
  options: {
    short: { type: 'boolean' },
    keep: { type: 'boolean' },
    only: { type: 'string' },
    tarballs: { type: 'string' },
  },
});
const { short = false, keep = false } = options;
const only = new RegExp(options.only ?? '.');
choose({ short, only });
const started = Date.now();
const log = (line) => console.log(`[${((Date.now() - started) / 1000).toFixed(0).padStart(4)} s] ${line}`);

const scratch = mkdtempSync(join(tmpdir(), 'backdropjs-rehearsal-'));
const checkout = join(scratch, 'checkout');
const tarballs = options.tarballs ? resolve(options.tarballs) : join(scratch, 'tarballs');

/** Links what is installed here, and copies what is built here, into a clone. */
function borrow(clone) {
  symlinkSync(join(repositoryRoot, 'node_modules'), join(clone, 'node_modules'));
  for (const { folder, directory } of publicPackages()) {
    if (!existsSync(join(directory, 'dist')))
      throw new Error('release:rehearse: --short takes the packages as built; run "pnpm run build"');
    cpSync(join(directory, 'dist'), join(clone, 'packages', folder, 'dist'), { recursive: true });
    // Links to the other packages lead to those of the clone, which have the next versions.
    cpSync(join(directory, 'node_modules'), join(clone, 'packages', folder, 'node_modules'), {
      recursive: true,
      verbatimSymlinks: true,
      filter: (file) => !/\/\.vite(-temp)?(\/|$)/.test(file),
    });
  }
}

let registry;
try {
  log('versions');
  await run('git', ['clone', '-q', '--local', repositoryRoot, checkout], { cwd: scratch });
  if (short) borrow(checkout);
  else await pnpm(checkout, 'install', '--frozen-lockfile', '--prefer-offline', '--reporter=append-only');
  await run(join(checkout, 'node_modules/.bin/changeset'), ['version'], { cwd: checkout });

  log(short ? 'pack' : 'build and pack');
  await (short ? packBuilt : pack)(checkout, tarballs);

  log('publish');
  registry = await startRegistry(join(scratch, 'registry'));
  const release = ['tools/release/release.mjs', '--tarballs', tarballs, '--loopback', registry.url];
  for (const line of (await run(process.execPath, release, { cwd: checkout })).stdout.trim().split('\n'))
    log(line);

  const packages = publicPackages(checkout);
  const versions = Object.fromEntries(packages.map(({ folder, manifest }) => [folder, manifest.version]));
  const rows = await runConsumers({
    folder: join(scratch, 'consumers'),
    npmrc: registry.npmrc,
    versions,
    short,
    only,
    log,
  });
  console.log(`\n${table(rows)}\n`);
  const report = process.env.BACKDROPJS_CONSUMERS_REPORT;
  if (report) writeFileSync(report, JSON.stringify(rows, null, 2));
  if (failed(rows)) process.exitCode = 1;
  log(process.exitCode ? 'FAILED' : 'all consumers got what they expect');
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
} finally {
  await registry?.stop();
  if (keep) log(`left in ${scratch}`);
  // Not rmSync, which takes minutes for what the consumers have installed.
  else await run('rm', ['-rf', scratch], { cwd: tmpdir() });
}
