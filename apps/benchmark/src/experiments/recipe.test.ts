// What CONTRIBUTING.md says of adding an experiment, as far as it can be checked.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { packageRoot } from '../files/package-root';
import { experiments } from '.';

const folder = import.meta.dirname;
const files = readdirSync(folder).filter((name) => /^[\w-]+\.ts$/.test(name) && name !== 'index.ts');

it('every experiment that a file declares is listed', async () => {
  const modules: object[] = await Promise.all(files.map((name) => import(join(folder, name))));
  const declared = modules
    .flatMap((module) => Object.values(module))
    .filter((value) => typeof value === 'object' && value !== null && 'presets' in value);
  expect(declared.length).toBeGreaterThan(0);
  expect(new Set(experiments)).toEqual(new Set(declared));
});

it.each(experiments.map(({ name }) => name))(
  '%s has a file of its name, a row in the README, frozen runs and a smoke preset',
  (name) => {
    expect(files).toContain(`${name}.ts`);
    const read = (path: string) => readFileSync(join(packageRoot, path), 'utf8');
    expect(read('README.md')).toMatch(new RegExp(`\n\\| \`${name}\` +\\|`));
    expect(read('test/frozen/runs.txt')).toContain(`\n${name} smoke: `);
    expect(read('test/frozen/smoke.txt')).toContain(`\n${name} `);
  },
);
