// Publishes what the registry does not have yet; tags what has no tag yet and writes release notes.
// --tarballs FOLDER: those that another job has packed and checked, of the same commit; else it packs this commit. --canary: versions of the moment under the
// tag `canary`, no git tags; the checkout is left as it was. --loopback URL: to a registry on this machine.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { readTarball } from '../packaging/contents.mjs';
import { publicPackages, repositoryRoot } from '../packaging/packages.mjs';
import { announceMissing } from './announce.mjs';
import { assertOrigin, committed } from './origin.mjs';
import { pack, packCanary } from './pack.mjs';
import { publish, publishToLoopback } from './publish.mjs';
import { tarballsIn } from './tarballs.mjs';

const { values: options } = parseArgs({
  options: {
    canary: { type: 'boolean' },
    loopback: { type: 'string' },
    tarballs: { type: 'string' },
  },
});
const { canary, loopback, tarballs } = options;
const packages = publicPackages().map(({ manifest: { name, version } }) => ({ name, version }));

/** Throws unless there is one tarball of each package, in the version that this commit, or a canary of it, has. */
function assertTheseVersions(files) {
  const found = files.map((file) => readTarball(file).manifest);
  for (const { name, version } of packages) {
    const versions = found.filter((manifest) => manifest.name === name).map((manifest) => manifest.version);
    const fits = (other) => other === version || (canary && /-canary-\d{14}$/.test(other));
    if (versions.length !== 1 || !fits(versions[0]))
      throw new Error(
        `release: the tarballs must hold ${name} ${version} once, got ${versions.join(', ') || 'none'}; pack this version`,
      );
  }
}

const scratch = mkdtempSync(join(tmpdir(), 'backdropjs-release-'));
try {
  const files = tarballs
    ? tarballsIn(resolve(tarballs))
    : await (canary ? packCanary : pack)(repositoryRoot, join(scratch, 'tarballs'));
  assertTheseVersions(files);
  if (tarballs && loopback === undefined) assertOrigin(resolve(tarballs), await committed(repositoryRoot));
  const tag = canary ? 'canary' : 'latest';
  const published =
    loopback !== undefined ? await publishToLoopback(files, loopback, tag) : await publish(files, tag);
  for (const { name, version } of published) console.log(`published ${name}@${version} as ${tag}`);
  if (!canary && loopback === undefined) await announceMissing(packages);
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
