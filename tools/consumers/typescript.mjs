// Projects in TypeScript: three compilers, three ways to resolve, both module systems, with and without the DOM.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { repositoryRoot } from '../packaging/packages.mjs';
import { run } from '../release/run.mjs';

export const compilers = {
  'typescript-5.7': 'npm:typescript@~5.7.0',
  'typescript-5.9': 'npm:typescript@~5.9.0',
  'typescript-newest': 'npm:typescript@latest',
};

const source = readFileSync(join(repositoryRoot, 'tools/consumers/types.mts'), 'utf8');
/** In CommonJS there is no await at the top, and without the DOM there are no blobs and responses. */
const without = (text, region) =>
  text.replace(new RegExp(`// #region ${region}\\n[\\s\\S]*?// #endregion\\n`), '');

async function compile(folder, compiler, options, files) {
  const bin = join(folder, '../node_modules', compiler, 'bin/tsc');
  const name = `tsconfig-${Math.abs(hash(JSON.stringify([compiler, options, files])))}.json`;
  const strict = {
    strict: true,
    exactOptionalPropertyTypes: true,
    noUncheckedIndexedAccess: true,
    noEmit: true,
    target: 'es2022',
    types: [],
    ...options,
  };
  writeFileSync(join(folder, name), JSON.stringify({ compilerOptions: strict, files }));
  return run(process.execPath, [bin, '-p', name, '--pretty', 'false'], { cwd: folder, seconds: 300 }).then(
    () => '',
    (error) => error.message,
  );
}
const hash = (text) => [...text].reduce((sum, letter) => (Math.imul(sum, 31) + letter.charCodeAt(0)) | 0, 7);

/** @type {import('./index.mjs').Consumer[]} */
export const typescript = Object.keys(compilers).map((compiler) => ({
  name: compiler.replace('-', ' '),
  short: compiler === 'typescript-5.9',
  programs: ['types'],
  async run({ folder: parent, short }) {
    const folder = join(parent, compiler);
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'consumer.mts'), source);
    writeFileSync(join(folder, 'consumer.cts'), without(source, 'modules'));
    writeFileSync(join(folder, 'bare.mts'), without(source, 'dom'));
    const resolutions = [
      { module: 'nodenext', moduleResolution: 'nodenext' },
      { module: 'node16', moduleResolution: 'node16' },
      { module: 'esnext', moduleResolution: 'bundler' },
    ].slice(0, short ? 1 : 3);
    const said = [];
    for (const resolution of resolutions) {
      const files = resolution.module === 'esnext' ? ['consumer.mts'] : ['consumer.mts', 'consumer.cts'];
      said.push(
        await compile(
          folder,
          compiler,
          { ...resolution, lib: ['es2022', 'dom', 'dom.iterable'], skipLibCheck: true },
          files,
        ),
      );
      said.push(
        await compile(folder, compiler, { ...resolution, lib: ['es2022'], skipLibCheck: true }, ['bare.mts']),
      );
    }
    // tfjs's own declarations have errors; ours have none.
    const checked = await compile(
      folder,
      compiler,
      { ...resolutions[0], lib: ['es2022', 'dom', 'dom.iterable'], skipLibCheck: false },
      ['consumer.mts'],
    );
    said.push(
      ...checked
        .split('\n')
        .filter((line) => /error TS/.test(line) && /^(consumer|.*@backdropjs)/.test(line)),
    );
    const errors = said.filter(Boolean);
    if (errors.length > 0) throw new Error(errors.join('\n'));
    return {
      results: { types: {} },
      stderr: '',
      note: `${(checked.match(/error TS/g) ?? []).length} errors of tfjs's own`,
    };
  },
}));
