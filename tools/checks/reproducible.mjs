// Builds and packs HEAD in two folders: the tarballs are equal, bit for bit.
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { repositoryRoot } from '../packaging/packages.mjs';
import { packBuilt } from '../release/pack.mjs';
import { pnpm, run } from '../release/run.mjs';

const scratch = mkdtempSync(join(tmpdir(), 'backdropjs-twice-'));

async function digests(name) {
  const checkout = join(scratch, name);
  await run('git', ['clone', '-q', '--local', repositoryRoot, checkout], { cwd: scratch });
  await pnpm(checkout, 'install', '--frozen-lockfile', '--prefer-offline', '--reporter=append-only');
  // Not from a cache: it would give the second what the first has built.
  const build = ['turbo', 'run', 'build', '--filter=./packages/*', '--force'];
  await pnpm(checkout, 'exec', ...build, '--output-logs=errors-only');
  return (await packBuilt(checkout, join(checkout, 'tarballs'))).map(
    (file) => `${createHash('sha256').update(readFileSync(file)).digest('hex')}  ${basename(file)}`,
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
