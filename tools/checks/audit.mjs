// Known vulnerabilities of what is installed. No answer counts as skipped, and is said: never as passed. It ends with 3.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { repositoryRoot } from '../packaging/packages.mjs';

const { packageManager } = JSON.parse(readFileSync(join(repositoryRoot, 'package.json'), 'utf8'));
const { stdout } = spawnSync('npx', ['--yes', packageManager, 'audit', '--json'], {
  cwd: repositoryRoot,
  encoding: 'utf8',
});

/** What is known, and how many vulnerabilities the answer counts; nothing where it is no answer. */
function read() {
  try {
    const { advisories, metadata } = JSON.parse(stdout);
    const count = Object.values(metadata.vulnerabilities).reduce((sum, of) => sum + of, 0);
    return Number.isInteger(count) ? { found: Object.values(advisories ?? {}), count } : undefined;
  } catch {
    return undefined;
  }
}
const answer = read();
if (!answer) {
  console.log('audit: skipped, the registry gave no answer');
  process.exitCode = 3;
} else if (answer.found.length === 0 && answer.count === 0) console.log('audit: passed, none known');
else {
  for (const { severity, module_name: name, title, url } of answer.found)
    console.error(`${severity}: ${name}: ${title} (${url})`);
  console.error(`audit: ${answer.count} counted, ${answer.found.length} described`);
  process.exitCode = 1;
}
