// Prints mutation scores and coverage by package, as they were measured last, and fails if architecture/mutation.md says otherwise;
// --write writes it. --current fails, by name, for core files that changed since, and ends with 3, which is no pass, while core files
// are not measured or scores are low: what is open is listed.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { repositoryRoot } from '../../packaging/packages.mjs';
import { coreFiles, coverageFile, hashOf, packages, read, readResult } from './results.mjs';

const { values: options } = parseArgs({
  options: { write: { type: 'boolean' }, current: { type: 'boolean' } },
});
/** Percent of the mutants that are not equivalent, below which a package's score is open. */
const fair = 90;
const percent = (part, whole) => (whole === 0 ? 'none' : `${((100 * part) / whole).toFixed(1)} %`);
const run = (share) => (share === undefined ? 'not measured' : `${share} %`);
const coverage = JSON.parse(readFileSync(coverageFile, 'utf8'));
const distinct = (list) => [...new Set(list)].sort();

const rows = packages.map((name) => {
  const now = coreFiles(name);
  const files = readResult(name).filter(({ file }) => now.includes(file));
  const measured = files.map(({ file }) => file);
  const sum = (key) => files.reduce((total, file) => total + file[key], 0);
  const survivors = files.flatMap(({ file, survivors: all }) =>
    all.map((survivor) => ({ file, ...survivor })),
  );
  return {
    name,
    dates: distinct(files.map(({ date }) => date)).join(', ') || 'never',
    tools: files.map(
      ({ node, instrumenter }) => `Node ${node.slice(1)}, @stryker-mutator/instrumenter ${instrumenter}`,
    ),
    /** Some of the tests, on which that many files were tried. */
    parts: distinct(files.flatMap(({ tests = [] }) => (tests.length > 0 ? [tests.join(', ')] : []))).map(
      (part) => [part, files.filter(({ tests = [] }) => tests.join(', ') === part).length],
    ),
    files: files.length,
    unmeasured: now.filter((file) => !measured.includes(file)),
    changed: files.filter(({ file, hash }) => hash !== hashOf(read(file))).map(({ file }) => file),
    mutants: sum('mutants'),
    noticed: sum('noticed'),
    equivalent: survivors.filter(({ verdict }) => verdict.startsWith('equivalent')).length,
    survivors,
    ...coverage.packages[name],
  };
});

for (const row of rows) {
  console.log(
    `${row.name}: mutation score ${percent(row.noticed, row.mutants)} (${row.noticed} of ${row.mutants} in ${row.files} core files, ${row.dates}` +
      `${row.changed.length ? `; ${row.changed.length} changed since` : ''}${row.unmeasured.length ? `; ${row.unmeasured.length} not measured` : ''}${row.parts.length ? '; on part of the tests' : ''}), ` +
      `${run(row.lines)} of lines and ${run(row.branches)} of branches run${row.lines === undefined ? '' : ` (${row.date})`}`,
  );
}
if (options.current) {
  const changed = rows.flatMap((row) => row.changed);
  const open = rows.flatMap((row) => [
    ...row.unmeasured.map((file) => `never measured: ${file}`),
    ...(100 * row.noticed < fair * (row.mutants - row.equivalent)
      ? [`score under ${fair} %: ${row.name}, ${percent(row.noticed, row.mutants - row.equivalent)}`]
      : []),
  ]);
  for (const line of open) console.log(`OPEN: ${line}`);
  if (open.length > 0) process.exitCode = 3;
  for (const file of changed) console.log(`CHANGED since its mutants were tried: ${file}`);
  if (changed.length > 0) {
    console.log('report.mjs: run pnpm run check:mutation PACKAGE --files NAME for what changed.');
    process.exitCode = 1;
  }
}

/** Survivors without a verdict, counted by file. */
function unjudged(name, survivors) {
  const counts = new Map();
  for (const { file, verdict } of survivors) if (!verdict) counts.set(file, (counts.get(file) ?? 0) + 1);
  if (counts.size === 0) return '';
  const list = [...counts].map(([file, count]) => `${file.replace(`packages/${name}/src/`, '')} ${count}`);
  return `\nNot judged yet (\`tools/checks/mutation/found/${name}.json\`): ${list.join(', ')}.\n`;
}

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

${rows
  .map(
    ({ name, dates, unmeasured, parts }) =>
      `${name}: ${dates}${unmeasured.length ? `, ${unmeasured.length} core files not measured yet` : ''}${parts.map(([part, files]) => `, a lower bound for ${files} files, on which only these tests were tried: ${part}`).join('')}`,
  )
  .join(
    '; ',
  )}. ${distinct(rows.flatMap(({ tools }) => tools)).join('; ')}. Lines and branches: ${Object.entries(
  coverage.packages,
)
  .map(([name, { date }]) => `${name} ${date}`)
  .join(', ')}.

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
const place = 'architecture/mutation.md';
if (options.write) writeFileSync(join(repositoryRoot, place), page);
else if (read(place) !== page) {
  console.log(
    `report.mjs: ${place} is not what tools/checks/mutation/found/ says; run node tools/checks/mutation/report.mjs --write.`,
  );
  process.exitCode = 1;
}
