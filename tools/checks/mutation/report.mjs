// Prints mutation scores and coverage by package, as they were measured last, and how many core files have changed since. --write
// writes architecture/mutation.md; --current fails if a measured one has.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { repositoryRoot } from '../../packaging/packages.mjs';
import { coreFiles, coverageFile, hashOf, packages, readResult } from './results.mjs';

const { values: options } = parseArgs({
  options: { write: { type: 'boolean' }, current: { type: 'boolean' } },
});
const percent = (part, whole) => (whole === 0 ? 'none' : `${((100 * part) / whole).toFixed(1)} %`);
const run = (share) => (share === undefined ? 'not measured' : `${share} %`);
const coverage = JSON.parse(readFileSync(coverageFile, 'utf8'));

const rows = packages.map((name) => {
  const result = readResult(name) ?? { date: 'never', files: [] };
  const now = coreFiles(name);
  const files = result.files.filter(({ file }) => now.includes(file));
  const sum = (key) => files.reduce((total, file) => total + file[key], 0);
  const survivors = files.flatMap(({ file, survivors: all }) =>
    all.map((survivor) => ({ file, ...survivor })),
  );
  return {
    name,
    date: result.date,
    part: (result.tests ?? []).join(', '),
    files: files.length,
    unmeasured: now.length - files.length,
    changed: files.filter(({ file, hash }) => hash !== hashOf(file)).length,
    mutants: sum('mutants'),
    noticed: sum('noticed'),
    equivalent: survivors.filter(({ verdict }) => verdict.startsWith('equivalent')).length,
    survivors,
    ...coverage.packages[name],
  };
});

for (const row of rows) {
  console.log(
    `${row.name}: mutation score ${percent(row.noticed, row.mutants)} (${row.noticed} of ${row.mutants} in ${row.files} core files, ${row.date}` +
      `${row.changed ? `; ${row.changed} changed since` : ''}${row.unmeasured ? `; ${row.unmeasured} not measured` : ''}${row.part ? '; on part of the tests' : ''}), ` +
      `${run(row.lines)} of lines and ${run(row.branches)} of branches run (${coverage.date})`,
  );
}
if (options.current && rows.some(({ changed }) => changed > 0)) {
  console.log('report.mjs: run pnpm run check:mutation for the packages whose core files changed.');
  process.exitCode = 1;
}

/** Survivors without a verdict, counted by file. */
function unjudged(name, survivors) {
  const counts = new Map();
  for (const { file, verdict } of survivors) if (!verdict) counts.set(file, (counts.get(file) ?? 0) + 1);
  if (counts.size === 0) return '';
  const list = [...counts].map(([file, count]) => `${file.replace(`packages/${name}/src/`, '')} ${count}`);
  return `\nNot judged yet (\`tools/checks/mutation/found/${name}.json\`): ${list.join(', ')}.\n`;
}

if (options.write) {
  const cell = (text) => text.replaceAll('|', '\\|').replaceAll('\n', ' ').replace(/\s+/g, ' ');
  const page = `# Mutation testing

Each core file is changed in every place where Stryker's mutators know a change (a comparison, a sign, a bound, an empty block), one at a
time, and the tests that reach the place run until one fails. What none notices is a survivor: the change makes no difference
(equivalent), or a test is missing. \`pnpm run check:mutation PACKAGE\` does it, \`--files TEXT\` for some files; this page is written by
\`node tools/checks/mutation/report.mjs --write\` from \`tools/checks/mutation/found/\`, where the verdicts stand.

| package | core files | mutants | noticed | score | without equivalent ones | lines run | branches run |
|---|---|---|---|---|---|---|---|
${rows
  .map(
    ({ name, files, mutants, noticed, equivalent, lines, branches }) =>
      `| ${name} | ${files} | ${mutants} | ${noticed} | ${percent(noticed, mutants)} | ${percent(noticed, mutants - equivalent)} | ${run(lines)} | ${run(branches)} |`,
  )
  .join('\n')}

${rows.map(({ name, date, unmeasured, part }) => `${name}: ${date}${unmeasured ? `, ${unmeasured} core files not measured yet` : ''}${part ? `, a lower bound, since only these tests were tried: ${part}` : ''}`).join('; ')}. Lines and branches: ${coverage.date}. Node ${readResult('random').node.slice(1)}, @stryker-mutator/instrumenter ${JSON.parse(readFileSync(join(repositoryRoot, 'tools/node_modules/@stryker-mutator/instrumenter/package.json'), 'utf8')).version}.

## Survivors
${rows
  .filter(({ survivors }) => survivors.length > 0)
  .map(
    ({ name, survivors }) => `
### ${name}
${unjudged(name, survivors)}
| where | change | verdict |
|---|---|---|
${survivors
  .filter(({ verdict }) => verdict)
  .map(
    ({ file, line, was, becomes, verdict }) =>
      `| ${file.replace(`packages/${name}/src/`, '')}:${line} | \`\` ${cell(was)} \`\` → \`\` ${cell(becomes)} \`\` | ${verdict} |`,
  )
  .join('\n')}
`,
  )
  .join('')}`;
  writeFileSync(join(repositoryRoot, 'architecture/mutation.md'), page);
}
