// What a tarball must and must not hold. Each check takes its files and manifest and returns what is wrong, nothing if all is well.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { entryPoints, repositoryRoot } from './packages.mjs';
import { repository } from './repository.mjs';

/**
 * @typedef {import('./packages.mjs').Manifest} Manifest
 * @typedef {{ files: Map<string, string>, manifest: Manifest, bytes: number }} Tarball - texts by their path in the package
 */

/** Reads a tarball. @param {string} path @returns {Tarball} */
export function readTarball(path) {
  const folder = mkdtempSync(join(tmpdir(), 'backdropjs-tarball-'));
  try {
    execFileSync('tar', ['xzf', path, '-C', folder]);
    const root = join(folder, 'package');
    const files = new Map(
      readdirSync(root, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => join(entry.parentPath ?? entry.path, entry.name))
        .map((file) => [file.slice(root.length + 1), readFileSync(file, 'utf8')]),
    );
    return { files, manifest: JSON.parse(files.get('package.json')), bytes: readFileSync(path).length };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const scripts = /\.(c|m)?js$/;
const say = (list, what) => list.map((item) => `${what}: ${item}`);

/** @type {Record<string, (tarball: Tarball) => string[]>} */
export const contentChecks = {
  'has the papers': ({ files, manifest }) =>
    say(
      ['README.md', 'LICENSE', ...(manifest.version === '0.0.0' ? [] : ['CHANGELOG.md'])].filter(
        (file) => !files.get(file),
      ),
      'is missing',
    ),

  'has no test': ({ files }) =>
    say(
      [...files.keys()].filter((file) => /\.test(-d)?\.|(^|\/)(test|golden|bench)\//.test(file)),
      'ships a test',
    ),

  'names no folder of any machine': ({ files }) =>
    [...files].flatMap(([file, text]) =>
      say(
        [repositoryRoot.slice(0, -1), ...absolute(text)].filter(
          (path) => path.length > 1 && text.includes(path),
        ),
        `${file} names`,
      ),
    ),

  'runs no text as a program and loads none from elsewhere': ({ files }) =>
    [...files]
      .filter(([file]) => scripts.test(file))
      .flatMap(([file, text]) =>
        say(
          code(text).match(/\beval\s*\(|\bnew Function\b|\bimport\(\s*['"]https?:|\bimportScripts\b/g) ?? [],
          `${file} has`,
        ),
      ),

  'names the owners of what it bundles': ({ files, manifest }) => {
    const notice = files.get('NOTICE') ?? '';
    const owners = new Set(
      [...files]
        .filter(([file]) => scripts.test(file))
        .flatMap(([, text]) => [
          ...text.matchAll(
            /Copyright (?:\(c\) )?[\d, -]*([^\n.*]+?)[ ,.]*(?:All Rights|Licensed|Inc\b|\n|\*)/gi,
          ),
        ])
        .map(([, owner]) => owner.trim()),
    );
    const bundles = [...files].some(([file, text]) => scripts.test(file) && text.includes('node_modules/'));
    return [
      ...say(
        [...owners].filter((owner) => !notice.includes(owner)),
        'NOTICE does not name',
      ),
      ...(bundles && !/\d+\.\d+\.\d+/.test(notice) ? ['NOTICE does not say which version is bundled'] : []),
      ...say(
        Object.entries({ 'Apache-2.0': 'LICENSE-APACHE-2.0' })
          .filter(([id, file]) => notice.includes(id) && !(files.has(file) && manifest.license.includes(id)))
          .map(([id]) => id),
        'the text of a license, or its name in the manifest, is missing',
      ),
    ];
  },

  'installs by unpacking alone': ({ manifest }) =>
    say(
      ['preinstall', 'install', 'postinstall', 'prepare'].filter((script) => manifest.scripts?.[script]),
      'has the install script',
    ),

  'depends on nothing but random': ({ manifest }) =>
    say(
      Object.keys(manifest.dependencies ?? {}).filter((name) => name !== '@backdropjs/random'),
      'depends on',
    ),

  'names versions, not links of the workspace': ({ files }) =>
    say(files.get('package.json').match(/workspace:[^"]*|catalog:[^"]*/g) ?? [], 'names'),

  'says where it comes from': ({ manifest }) => {
    const folder = `packages/${manifest.name.split('/')[1]}`;
    const expected = {
      repository: { type: 'git', url: `git+${repository.url}.git`, directory: folder },
      homepage: `${repository.url}/tree/main/${folder}#readme`,
      bugs: `${repository.url}/issues`,
      author: 'The Backdrop.js authors',
      publishConfig: { access: 'public', provenance: true },
    };
    return Object.entries(expected)
      .filter(([field, value]) => JSON.stringify(manifest[field]) !== JSON.stringify(value))
      .map(
        ([field, value]) =>
          `${field} must be ${JSON.stringify(value)}, got ${JSON.stringify(manifest[field])}`,
      );
  },

  'has every file that it names': ({ files, manifest }) => {
    const named = entryPoints(manifest).flatMap(({ subpath }) =>
      Object.values(manifest.exports[subpath]).flatMap((target) =>
        typeof target === 'string' ? target : Object.values(target),
      ),
    );
    const maps = [...files].flatMap(([file, text]) => {
      const map = scripts.test(file) && text.match(/^\/\/# sourceMappingURL=(.*)$/m)?.[1];
      return map ? [join(file, '..', map)] : [];
    });
    return say(
      [...named, ...maps, ...(manifest.sideEffects || [])].filter((file) => !files.has(join(file))),
      'names a file that is not there',
    );
  },

  'has each source once': ({ files }) =>
    [...files]
      .filter(([file]) => file.endsWith('.map'))
      .flatMap(([file, text]) => {
        const { sources, sourcesContent } = JSON.parse(text);
        const absent = sources.filter((source) => !files.has(join(file, '..', source)));
        return [
          ...say(absent, `${file} maps to what is not shipped`),
          ...(sourcesContent?.some(Boolean) ? [`${file} repeats the sources`] : []),
        ];
      }),

  'weighs less than 400 kB': ({ bytes }) => (bytes < 400_000 ? [] : [`weighs ${bytes} bytes`]),
};

/** Absolute paths of anybody's machine. */
const absolute = (text) => text.match(/\/(?:home|Users|root|tmp)\/[\w.-]+|[A-Z]:\\+Users\\+[\w.-]+/g) ?? [];

/** A program without its comments, roughly: whole lines of them. */
const code = (text) => text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/^\s*\/\/.*$/gm, '');
