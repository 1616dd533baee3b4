// node tools/checks/coverage.mjs [PACKAGE]… [--write]: how much of each package its tests, and those of the others named, run: lines and
// branches. Fails where that has fallen below its floor, which is what was reached once. --write leaves the figures beside the mutation
// scores, from where every run of CI prints them.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, sep } from 'node:path';
import { parseArgs } from 'node:util';
import { repositoryRoot } from '../packaging/packages.mjs';
import { coverageFile } from './mutation/results.mjs';

/** Percent of lines and branches. */
const floors = {
  random: [100, 100],
  operator: [99.5, 95.6],
  losses: [99.9, 99.6],
  fields: [100, 99.8],
  backend: [99.3, 95.8],
};

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: { write: { type: 'boolean' } },
});
for (const name of positionals) {
  if (!Object.hasOwn(floors, name))
    throw new RangeError(`coverage: package must be one of ${Object.keys(floors).join(', ')}, got ${name}`);
}
const names = positionals.length > 0 ? positionals : Object.keys(floors);
const folder = mkdtempSync(join(tmpdir(), 'backdropjs-coverage-'));
const run = spawnSync(
  process.execPath,
  [
    join(repositoryRoot, 'node_modules/vitest/vitest.mjs'),
    ...['run', '--maxWorkers=100%', ...names.flatMap((name) => ['--project', name])],
    ...['--coverage.enabled', '--coverage.provider=v8', `--coverage.reportsDirectory=${folder}`],
    ...['--coverage.reporter=json-summary', '--coverage.include=packages/*/src/**/*.ts'],
    ...['--coverage.exclude=**/*.test.ts', '--coverage.exclude=**/binary.ts'],
  ],
  { cwd: repositoryRoot, stdio: 'inherit', env: { ...process.env, CI: '1' } },
);
if (run.status !== 0) process.exit(1);
const summary = JSON.parse(readFileSync(join(folder, 'coverage-summary.json'), 'utf8'));
rmSync(folder, { recursive: true });

const measured = names.map((name) => {
  const files = Object.entries(summary).filter(([file]) =>
    file.startsWith(join(repositoryRoot, 'packages', name) + sep),
  );
  const percent = (kind) => {
    const sum = (key) => files.reduce((total, [, counts]) => total + counts[kind][key], 0);
    // Rounded down: 100 is all.
    return Math.floor((1000 * sum('covered')) / sum('total')) / 10;
  };
  return [name, { lines: percent('lines'), branches: percent('branches') }];
});
if (options.write) {
  const date = new Date().toISOString().slice(0, 10);
  const { packages } = JSON.parse(readFileSync(coverageFile, 'utf8'));
  for (const [name, shares] of measured) packages[name] = { ...shares, date };
  writeFileSync(coverageFile, `${JSON.stringify({ packages }, null, 2)}\n`);
}
for (const [name, { lines, branches }] of measured) {
  const fell = lines < floors[name][0] || branches < floors[name][1];
  if (fell) process.exitCode = 1;
  console.log(
    `${name}: ${lines} % of lines, ${branches} % of branches${fell ? `: FELL below ${floors[name].join(' and ')}` : ''}`,
  );
}
