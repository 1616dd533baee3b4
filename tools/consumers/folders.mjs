import { cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { repositoryRoot } from '../packaging/packages.mjs';
import { run } from '../release/run.mjs';

export const tfjs = Object.fromEntries(
  ['core', 'layers', 'backend-cpu', 'backend-wasm'].map((part) => [`@tensorflow/tfjs-${part}`, '4.22.0']),
);

/**
 * What is here is taken without asking for it; without a network, what no registry has (optional packages of other machines) is soon given up.
 */
export const npmSettings = `prefer-offline=true
fetch-retry-mintimeout=1000
fetch-retry-maxtimeout=2000
audit=false
fund=false
ignore-scripts=true
`;

const programs = join(repositoryRoot, 'tools/consumers/programs');

/**
 * A fresh project outside of the workspace, with what it names installed by npm: our packages from the loopback registry, all others
 * from where this machine takes them. Install scripts do not run, as npm 11 has it.
 *
 * @param {string} folder @param {Record<string, string>} dependencies @param {string} npmrc @param {object} [manifest]
 */
export async function installProject(folder, dependencies, npmrc, manifest = {}) {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, '.npmrc'), `${npmrc}${npmSettings}`);
  writeFileSync(
    join(folder, 'package.json'),
    JSON.stringify({ name: 'consumer', private: true, type: 'module', ...manifest, dependencies }),
  );
  await run('npm', ['install', '--no-update-notifier', '--loglevel=error'], { cwd: folder, seconds: 900 });
}

/** Copies the programs into a project, as ES modules and, in `commonjs/`, as CommonJS. */
export function addPrograms(folder) {
  cpSync(programs, join(folder, 'programs'), { recursive: true });
  mkdirSync(join(folder, 'commonjs'), { recursive: true });
  for (const file of readdirSync(programs)) {
    const { outputText } = ts.transpileModule(readFileSync(join(programs, file), 'utf8'), {
      compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022 },
    });
    writeFileSync(
      join(folder, 'commonjs', file.replace('.mjs', '.cjs')),
      outputText.replace(/(\.\/\w+)\.mjs/g, '$1.cjs'),
    );
  }
}

/**
 * The text of a module that runs programs and hands over their results: `done({ name: results or { error } })`.
 *
 * @param {string[]} names @param {string} done - a function, as text @param {string} [from] - the folder of the programs
 */
export function entry(names, done, from = './programs') {
  return `${names.map((name) => `import { ${name} } from '${from}/${name}.mjs';`).join('\n')}
const results = {};
for (const [name, program] of Object.entries({ ${names.join(', ')} })) {
  results[name] = await program().catch((error) => ({ error: String(error.stack ?? error) }));
}
(${done})(results);
`;
}

/** The same in CommonJS. */
export function commonjsEntry(names) {
  return `(async () => {
  const results = {};
  for (const name of ${JSON.stringify(names)}) {
    results[name] = await require('./commonjs/' + name + '.cjs')[name]().catch((error) => ({ error: String(error.stack ?? error) }));
  }
  console.log(JSON.stringify(results));
})();
`;
}

export const print = '(results) => console.log(JSON.stringify(results))';
export const keep = '(results) => (globalThis.result = results)';
