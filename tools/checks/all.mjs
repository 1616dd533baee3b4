// What CI runs before a release besides .ci/run, which it does not repeat: every consumer, and the same bits from two folders.
import { spawnSync } from 'node:child_process';
import { repositoryRoot } from '../packaging/packages.mjs';

const steps = [
  ['a release from the first step to the last', ['tools/release/rehearse.mjs']],
  ['the same tarballs from two folders', ['tools/checks/reproducible.mjs']],
  ['known vulnerabilities', ['tools/checks/audit.mjs']],
];
const outcomes = steps.map(([name, args]) => {
  console.log(`::: ${name}`);
  const start = Date.now();
  const { status } = spawnSync(process.execPath, args, { cwd: repositoryRoot, stdio: 'inherit' });
  return `${status === 0 ? 'passed' : 'FAILED'} after ${((Date.now() - start) / 1000).toFixed(0)} s: ${name}`;
});
console.log(outcomes.join('\n'));
process.exitCode = outcomes.some((line) => line.startsWith('FAILED')) ? 1 : 0;
