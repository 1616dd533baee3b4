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

function advisories() {
  try {
    const { advisories, metadata } = JSON.parse(stdout);
    return metadata?.vulnerabilities ? Object.values(advisories ?? {}) : undefined;
  } catch {
    return undefined;
  }
}
const found = advisories();
if (!found) {
  console.log('audit: skipped, the registry gave no answer');
  process.exitCode = 3;
} else if (found.length === 0) console.log('audit: passed, none known');
else {
  for (const { severity, module_name: name, title, url } of found)
    console.error(`${severity}: ${name}: ${title} (${url})`);
  process.exitCode = 1;
}
