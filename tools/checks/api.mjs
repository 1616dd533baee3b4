// Compares the public types of every entry point, as built, with the committed `packages/*/api/*.txt`; with --write, rewrites these.
// Names of packages' folders as arguments leave out the others.
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { entryPoints, publicPackages, repositoryRoot } from '../packaging/packages.mjs';
import { apiReports } from './api-report.mjs';
import { difference } from './difference.mjs';

const write = process.argv.includes('--write');
const only = process.argv.slice(2).filter((argument) => !argument.startsWith('--'));
const packages = publicPackages().filter(({ folder }) => only.length === 0 || only.includes(folder));
const entries = packages.flatMap(({ directory, manifest }) =>
  entryPoints(manifest).map(({ specifier, report, types }) => ({
    specifier,
    report: join(directory, 'api', report),
    types: join(directory, types),
  })),
);
const reports = apiReports(entries.map(({ types }) => types));

const problems = [];
const differs = (file, lines) => problems.push(`${relative(repositoryRoot, file)}\n${lines.join('\n')}`);
for (const [i, { specifier, report }] of entries.entries()) {
  const now = `// Public types of ${specifier}, written by "pnpm run api".\n\n${reports[i]}`;
  const committed = existsSync(report) ? readFileSync(report, 'utf8') : '';
  if (now === committed) continue;
  if (write) {
    mkdirSync(join(report, '..'), { recursive: true });
    writeFileSync(report, now);
  } else differs(report, difference(committed, now));
}
for (const { directory } of packages) {
  const folder = join(directory, 'api');
  const files = existsSync(folder) ? readdirSync(folder).map((name) => join(folder, name)) : [];
  for (const file of files.filter((name) => !entries.some(({ report }) => report === name))) {
    if (write) rmSync(file);
    else differs(file, ['- its entry point is gone']);
  }
}
if (problems.length > 0) {
  console.error(
    `${problems.join('\n\n')}\n\ncheck:api: the public types have changed; "pnpm run api" writes them, and a changeset says why.`,
  );
  process.exit(1);
}
