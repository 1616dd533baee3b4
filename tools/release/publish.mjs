// Publishes tarballs, and nothing but tarballs: `node tools/release/publish.mjs --tag latest FILE.tgz…` to the public registry, which
// takes a decided address of the repository and a workflow that can prove where they were built.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { contentChecks, readTarball } from '../packaging/contents.mjs';
import { repository } from '../packaging/repository.mjs';
import { assertLoopback } from './loopback.mjs';
import { run } from './run.mjs';

/** Throws unless a tarball may be published. @param {string} file */
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
 * @param {string[]} files @param {{ url: string, npmrc: string }} registry @param {string} tag
 * @returns {Promise<{ name: string, version: string }[]>}
 */
export async function publishToLoopback(files, { url, npmrc }, tag = 'latest') {
  const folder = mkdtempSync(join(tmpdir(), 'backdropjs-publish-'));
  writeFileSync(join(folder, '.npmrc'), npmrc);
  try {
    const published = [];
    for (const file of files) {
      published.push(assertPublishable(file));
      await assertLoopback(url);
      await run(
        'npm',
        ['publish', file, '--registry', url, '--tag', tag, '--access', 'public', '--provenance=false'],
        { cwd: folder },
      );
    }
    return published;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function publish(files, tag) {
  if (!repository.decided) {
    throw new Error(
      'publish: the address of the repository must be decided, got a placeholder; see tools/packaging/repository.mjs',
    );
  }
  for (const file of files) {
    const { name, version } = assertPublishable(file);
    const { stdout } = await run('npm', ['view', `${name}@${version}`, 'version', '--json'], {
      cwd: tmpdir(),
    }).catch(() => ({ stdout: '' }));
    // What a run before this one published already stays as it is.
    if (stdout.includes(version)) continue;
    await run('npm', ['publish', file, '--tag', tag, '--provenance'], { cwd: tmpdir() });
    console.log(`published ${name}@${version} as ${tag}`);
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const [flag, tag, ...files] = process.argv.slice(2);
  if (flag !== '--tag' || !tag || files.length === 0) {
    console.error('usage: publish.mjs --tag TAG FILE.tgz…');
    process.exit(2);
  }
  await publish(files, tag).catch((error) => {
    console.error(error.message);
    process.exit(1);
  });
}
