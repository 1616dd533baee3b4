// Fails when what a package ships has changed since its last release and no changeset says so, or one of too small a bump: the
// policy on versions (VERSIONING.md) as a check. A release is the commit that gave the package its version.
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { publicPackages, repositoryRoot } from '../packaging/packages.mjs';
import { difference } from './difference.mjs';

const git = (...args) =>
  execFileSync('git', args, {
    cwd: repositoryRoot,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  }).trim();
const lines = (text) => (text === '' ? [] : text.split('\n'));
const bumps = ['none', 'patch', 'minor', 'major'];
const larger = (a, b) => (bumps.indexOf(a) >= bumps.indexOf(b) ? a : b);

/** The largest bump that the changesets announce for a package. */
function announced(name) {
  return readdirSync(join(repositoryRoot, '.changeset'))
    .filter((file) => file.endsWith('.md') && file !== 'README.md')
    .map((file) => readFileSync(join(repositoryRoot, '.changeset', file), 'utf8').split('---')[1] ?? '')
    .map((header) => header.match(new RegExp(`^["']?${name}["']?: *(\\w+)`, 'm'))?.[1] ?? 'none')
    .reduce(larger, 'none');
}

/** The commit of a package's last release; undefined before the first. */
function lastRelease(folder, version) {
  if (version === '0.0.0') return undefined;
  if (git('rev-parse', '--is-shallow-repository') === 'true') {
    throw new Error(
      'check:changesets: needs the history to find the last release, got a shallow clone; fetch all of it',
    );
  }
  return git('log', '-1', '--format=%H', '-G"version": ', '--', `packages/${folder}/package.json`);
}

/** A file as it was at a commit; '' if it was not there. */
function before(commit, path) {
  try {
    return git('show', `${commit}:${path}`);
  } catch {
    return '';
  }
}
const now = (path) =>
  existsSync(join(repositoryRoot, path)) ? readFileSync(join(repositoryRoot, path), 'utf8').trim() : '';

/** Whether a change of this file changes a package's tarball: not tests, benchmarks or what a manifest says to developers. */
function ships(path, folder, commit) {
  if (path === 'LICENSE' || path.startsWith('tools/build/')) return true;
  const inside = path.slice(`packages/${folder}/`.length);
  if (inside === 'package.json') return shipped(before(commit, path)) !== shipped(now(path));
  if (/\.test(-d)?\.ts$/.test(inside)) return false;
  return /^(src|assembly)\/|^(README\.md|LICENSE.*|NOTICE.*|tsup\.config\.ts)$/.test(inside);
}
const shipped = (manifest) => {
  const { devDependencies, scripts, version, ...rest } = JSON.parse(manifest);
  return JSON.stringify(rest);
};

/** What a package's users are promised to be told by a version: the smallest bump that this change needs, and why. */
function* needed(folder, version, commit) {
  const stable = !version.startsWith('0.');
  const breaking = stable ? 'major' : 'minor';
  const paths = [`packages/${folder}`, 'LICENSE', 'tools/build'];
  const changed = [
    ...lines(git('diff', '--name-only', commit, '--', ...paths)),
    ...lines(git('ls-files', '--others', '--exclude-standard', '--', ...paths)),
  ].filter((path) => ships(path, folder, commit));
  if (changed.length > 0)
    yield ['patch', `changed ${changed[0]}${changed.length > 1 ? ` and ${changed.length - 1} more` : ''}`];

  const manifest = `packages/${folder}/package.json`;
  const [old, current] = [before(commit, manifest), now(manifest)].map((text) => JSON.parse(text));
  for (const field of ['peerDependencies', 'engines']) {
    if (JSON.stringify(old[field]) !== JSON.stringify(current[field])) yield [breaking, `changed ${field}`];
  }
  const api = `packages/${folder}/api`;
  const reports = new Set([
    ...lines(git('ls-tree', '--name-only', `${commit}`, '--', `${api}/`)),
    ...(existsSync(join(repositoryRoot, api))
      ? readdirSync(join(repositoryRoot, api)).map((file) => `${api}/${file}`)
      : []),
  ]);
  for (const report of reports) {
    const lines = difference(before(commit, report), now(report));
    const removed = lines.find((line) => line.startsWith('-'));
    if (removed) yield [breaking, `${report} lost "${removed.slice(1).trim()}"`];
    else if (lines.length > 0) yield ['minor', `${report} gained "${lines[0].slice(1).trim()}"`];
  }
}

const problems = publicPackages().flatMap(({ folder, manifest: { name, version } }) => {
  const commit = lastRelease(folder, version);
  const has = announced(name);
  if (commit === undefined)
    return has === 'none' ? [`${name}: is not released yet, and no changeset says so`] : [];
  return [...needed(folder, version, commit)]
    .filter(([bump]) => larger(has, bump) !== has)
    .map(
      ([bump, why]) =>
        `${name}: ${why} since ${version}, which needs a changeset of at least ${bump}, got ${has}`,
    );
});
if (problems.length > 0) {
  console.error(
    `check:changesets:\n${problems.join('\n')}\nWrite one with "pnpm changeset"; CONTRIBUTING.md says which bump.`,
  );
  process.exit(1);
}
