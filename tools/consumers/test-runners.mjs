// The programs inside of other people's test runners, whose globals may be of another realm than Node's.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { run } from '../release/run.mjs';
import { commonjsEntry, entry } from './folders.mjs';

const all = ['random', 'fields', 'losses', 'operator', 'backend', 'layers', 'training'];
export const testRunnerPackages = { jest: 'latest', vitest: 'latest' };

/** A test that leaves its results in a file: runners print to standard error. */
async function results(folder, file, test, command, args, env = {}) {
  writeFileSync(join(folder, file), test);
  await run(process.execPath, [...command, ...args], { cwd: folder, env, seconds: 300 });
  return { results: JSON.parse(readFileSync(join(folder, `${file}.json`), 'utf8')), stderr: '' };
}
const save = (file) => `(results) => writeFileSync('${file}.json', JSON.stringify(results))`;
const jest = (file) => [
  '--rootDir',
  '.',
  '--config',
  JSON.stringify({
    testMatch: [`**/${file}`],
    transform: {},
    moduleFileExtensions: ['js', 'mjs', 'cjs'],
    testTimeout: 120_000,
  }),
];

/** @type {import('./index.mjs').Consumer[]} */
export const testRunners = [
  {
    name: 'jest, CommonJS',
    programs: all,
    run: ({ folder, programs }) =>
      results(
        folder,
        'jest.test.cjs',
        `const { writeFileSync } = require('node:fs');\ntest('programs', () => ${commonjsEntry(programs)
          .trim()
          .replace(/;$/, '')
          .replace('console.log(JSON.stringify(results))', `(${save('jest.test.cjs')})(results)`)});\n`,
        [join(folder, 'node_modules/jest/bin/jest.js')],
        jest('jest.test.cjs'),
      ),
  },
  {
    name: 'jest, ESM',
    programs: all,
    run: ({ folder, programs }) => {
      const [imports, body] = split(entry(programs, save('jest.test.mjs')));
      const test = `import { writeFileSync } from 'node:fs';\n${imports}\ntest('programs', async () => {\n${body}});\n`;
      return results(
        folder,
        'jest.test.mjs',
        test,
        ['--experimental-vm-modules', '--no-warnings', join(folder, 'node_modules/jest/bin/jest.js')],
        jest('jest.test.mjs'),
      );
    },
  },
  {
    name: 'vitest',
    programs: all,
    run: ({ folder, runtimes, programs }) => {
      const [imports, body] = split(entry(programs, save('vitest.test.mjs')));
      const test = `import { writeFileSync } from 'node:fs';\nimport { test } from 'vitest';\n${imports}\ntest('programs', async () => {\n${body}}, 120_000);\n`;
      writeFileSync(join(folder, 'vitest.test.mjs'), test);
      // The newest vitest wants a newer Node than the floor.
      const node = join(runtimes, 'node_modules/runtime-node-24/bin/node');
      return run(node, [join(folder, 'node_modules/vitest/vitest.mjs'), 'run', 'vitest.test.mjs'], {
        cwd: folder,
        seconds: 300,
      }).then(() => ({
        results: JSON.parse(readFileSync(join(folder, 'vitest.test.mjs.json'), 'utf8')),
        stderr: '',
      }));
    },
  },
];

function split(text) {
  const at = text.indexOf('const results');
  return [text.slice(0, at), text.slice(at)];
}
