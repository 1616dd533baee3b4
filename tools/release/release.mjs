// Packs what is built from this commit and publishes what the registry does not have yet; tags what has no tag yet
// and writes release notes.
// --canary: versions of the moment under the tag `canary`, no git tags; the checkout is left as it was. --loopback URL: to a registry
// on this machine.
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { publicPackages, repositoryRoot } from '../packaging/packages.mjs';
import { announceMissing } from './announce.mjs';
import { publish, publishToLoopback } from './publish.mjs';
import { run } from './run.mjs';

const { values: options } = parseArgs({
  options: { canary: { type: 'boolean' }, loopback: { type: 'string' } },
});
const { canary, loopback } = options;
const here = {
  cwd: repositoryRoot,
  env: { CI: '1', DO_NOT_TRACK: '1', TURBO_TELEMETRY_DISABLED: '1' },
  seconds: 1200,
};
const { packageManager } = JSON.parse(readFileSync(join(repositoryRoot, 'package.json'), 'utf8'));
const pnpm = (args, options = here) => run('npx', ['--yes', packageManager, ...args], options);

const tarballs = mkdtempSync(join(tmpdir(), 'backdropjs-release-'));
let versioned = false;
try {
  if (canary) {
    const { stdout: changes } = await run('git', ['status', '--porcelain'], here);
    if (changes !== '')
      throw new Error(`release: a canary is of what is committed, got changes:\n${changes}commit them first`);
    versioned = true;
    await pnpm(['exec', 'changeset', 'version', '--snapshot', 'canary']);
  }
  await pnpm(['exec', 'turbo', 'run', 'build', '--filter=./packages/*', '--output-logs=errors-only']);
  for (const { directory } of publicPackages())
    await pnpm(['pack', '--pack-destination', tarballs], { ...here, cwd: directory });
  const files = readdirSync(tarballs).map((file) => join(tarballs, file));
  const tag = canary ? 'canary' : 'latest';
  const published =
    loopback !== undefined ? await publishToLoopback(files, loopback, tag) : await publish(files, tag);
  for (const { name, version } of published) console.log(`published ${name}@${version} as ${tag}`);
  if (!canary && loopback === undefined)
    await announceMissing(publicPackages().map(({ manifest: { name, version } }) => ({ name, version })));
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
} finally {
  rmSync(tarballs, { recursive: true, force: true });
  if (versioned) {
    await run('git', ['reset', '-q', '--hard'], here);
    await run('git', ['clean', '-q', '-f', '-d'], here);
  }
}
