// Builds and packs HEAD in two folders: the tarballs are equal, bit for bit.
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { publicPackages, repositoryRoot } from '../packaging/packages.mjs';
import { run } from '../release/run.mjs';

const scratch = mkdtempSync(join(tmpdir(), 'backdropjs-twice-'));
const { packageManager } = JSON.parse(readFileSync(join(repositoryRoot, 'package.json'), 'utf8'));
const pnpm = (cwd, ...args) =>
  run('npx', ['--yes', packageManager, ...args], { cwd, env: { CI: '1' }, seconds: 1200 });

async function digests(name) {
  const checkout = join(scratch, name);
  await run('git', ['clone', '-q', '--local', repositoryRoot, checkout], { cwd: scratch });
  await pnpm(checkout, 'install', '--frozen-lockfile', '--prefer-offline', '--reporter=append-only');
  await pnpm(
    checkout,
    'exec',
    'turbo',
    'run',
    'build',
    '--filter=./packages/*',
    '--force',
    '--output-logs=errors-only',
  );
  const tarballs = join(checkout, 'tarballs');
  mkdirSync(tarballs);
  for (const { directory } of publicPackages(checkout))
    await pnpm(directory, 'pack', '--pack-destination', tarballs);
  return readdirSync(tarballs).map(
    (file) =>
      `${createHash('sha256')
        .update(readFileSync(join(tarballs, file)))
        .digest('hex')}  ${file}`,
  );
}

try {
  mkdirSync(join(scratch, 'b'));
  const [first, second] = [await digests('a'), await digests('b/another-folder')];
  console.log(first.join('\n'));
  if (first.join() !== second.join()) {
    console.error(
      `reproducible: both folders must give the same tarballs, the second gave\n${second.join('\n')}`,
    );
    process.exitCode = 1;
  }
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
