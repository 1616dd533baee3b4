// Publishes tarballs, and nothing but tarballs.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { contentChecks, readTarball } from '../packaging/contents.mjs';
import { repository } from '../packaging/repository.mjs';
import { assertLoopback, loopbackRegistry } from './loopback.mjs';
import { run } from './run.mjs';

/** Throws unless a tarball may be published. @param {string} file @returns {{ name: string, version: string }} */
function assertPublishable(file) {
  const tarball = readTarball(file);
  const { name, version, publishConfig } = tarball.manifest;
  if (publishConfig?.registry) {
    throw new Error(
      `publish: the manifest of ${name} must leave the registry to the release, got publishConfig.registry ${publishConfig.registry}`,
    );
  }
  if (version === '0.0.0')
    throw new Error(
      `publish: ${name} must have a version, got ${version}; run "pnpm exec changeset version"`,
    );
  const problems = Object.values(contentChecks).flatMap((check) => check(tarball));
  if (problems.length > 0)
    throw new Error(`publish: ${name} is not fit to be published:\n${problems.join('\n')}`);
  return { name, version };
}

/**
 * Publishes to a registry on this machine; asserts before each tarball that it is one.
 *
 * @param {string[]} files @param {string} address @param {string} tag
 * @returns {Promise<{ name: string, version: string }[]>}
 */
export async function publishToLoopback(files, address, tag = 'latest') {
  const published = files.map(assertPublishable);
  await Promise.all(files.map((file) => toLoopback(file, address, tag)));
  return published;
}

/**
 * Hands one tarball to a registry on this machine. What the user and the environment say of registries and tokens is not asked.
 *
 * @param {string} file @param {string} address @param {string} tag
 */
export async function toLoopback(file, address, tag) {
  const { url, npmrc } = loopbackRegistry(address);
  await assertLoopback(url);
  const folder = mkdtempSync(join(tmpdir(), 'backdropjs-publish-'));
  const userconfig = join(folder, 'npmrc');
  writeFileSync(userconfig, npmrc);
  try {
    await run(
      'npm',
      [
        'publish',
        file,
        '--userconfig',
        userconfig,
        ...at(url),
        '--tag',
        tag,
        '--access',
        'public',
        '--provenance=false',
      ],
      { cwd: folder },
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Arguments that no .npmrc and no variable overrides: where npm publishes what is in our scope. @param {string} registry */
const at = (registry) => ['--registry', registry, `--@backdropjs:registry=${registry}`];

/**
 * Publishes to the public registry, which trusts the workflow that this runs in and records where the packages were built.
 *
 * @param {string[]} files @param {string} tag @returns {Promise<{ name: string, version: string }[]>} what was not there yet
 */
export async function publish(files, tag) {
  if (!repository.decided) {
    throw new Error(
      'publish: the address of the repository must be decided, got a placeholder; see tools/packaging/repository.mjs',
    );
  }
  const registry = (await run('npm', ['config', 'get', 'registry'], { cwd: tmpdir() })).stdout.trim();
  const published = [];
  for (const file of files) {
    const release = assertPublishable(file);
    if (await has(registry, release)) continue;
    await run('npm', ['publish', file, ...at(registry), '--tag', tag, '--provenance'], { cwd: tmpdir() });
    published.push(release);
  }
  return published;
}

/** Whether the registry has a version; a registry that does not answer is an error, not a no. */
async function has(registry, { name, version }) {
  const { status } = await fetch(new URL(`${name.replace('/', '%2f')}/${version}`, registry));
  if (status !== 200 && status !== 404)
    throw new Error(`publish: the registry must answer for ${name}, got status ${status}`);
  return status === 200;
}
