// A release from the first step to the last, on this machine only: version, build, pack, publish to a registry on the loopback
// address, install from there into every consumer, and run them. Leaves no change in the checkout. Options: --short (this checkout as it
// is built, and the consumers that every change has to pass), --only REGEXP (of consumers' names), --keep (the folder).
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { choose, failed, runConsumers, table } from '../consumers/index.mjs';
import { publicPackages, repositoryRoot } from '../packaging/packages.mjs';
import { publishToLoopback } from './publish.mjs';
import { startRegistry } from './registry.mjs';
import { run } from './run.mjs';

const { values: options } = parseArgs({
  options: { short: { type: 'boolean' }, keep: { type: 'boolean' }, only: { type: 'string' } },
});
const { short = false, keep = false } = options;
const only = new RegExp(options.only ?? '.');
choose({ short, only });
const started = Date.now();
const log = (line) => console.log(`[${((Date.now() - started) / 1000).toFixed(0).padStart(4)} s] ${line}`);

const scratch = mkdtempSync(join(tmpdir(), 'backdropjs-rehearsal-'));
const checkout = join(scratch, 'checkout');
const environment = { CI: '1', DO_NOT_TRACK: '1', TURBO_TELEMETRY_DISABLED: '1' };
const { packageManager } = JSON.parse(readFileSync(join(repositoryRoot, 'package.json'), 'utf8'));
const pnpm = (...args) =>
  run('npx', ['--yes', packageManager, ...args], { cwd: checkout, env: environment, seconds: 1200 });

let registry;
try {
  log('versions');
  await run('git', ['clone', '-q', '--local', repositoryRoot, checkout], { cwd: scratch });
  await pnpm('install', '--frozen-lockfile', '--prefer-offline', '--reporter=append-only');
  await pnpm('exec', 'changeset', 'version');

  log('build');
  if (short) {
    for (const { folder, directory } of publicPackages()) {
      if (!existsSync(join(directory, 'dist')))
        throw new Error('release:rehearse: --short takes the packages as built; run "pnpm run build"');
      cpSync(join(directory, 'dist'), join(checkout, 'packages', folder, 'dist'), { recursive: true });
    }
  } else await pnpm('exec', 'turbo', 'run', 'build', '--filter=./packages/*', '--output-logs=errors-only');

  log('pack');
  const tarballs = join(scratch, 'tarballs');
  mkdirSync(tarballs);
  const packages = publicPackages(checkout);
  for (const { directory } of packages) {
    await run('npx', ['--yes', packageManager, 'pack', '--pack-destination', tarballs], {
      cwd: directory,
      env: environment,
    });
  }

  log('publish');
  registry = await startRegistry(join(scratch, 'registry'));
  const files = readdirSync(tarballs).map((file) => join(tarballs, file));
  for (const { name, version } of await publishToLoopback(files, registry.url))
    log(`published ${name}@${version}`);

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
